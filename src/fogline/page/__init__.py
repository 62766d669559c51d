"""Shows answers as HTML, charts, tables and JSON; is handed everything it shows."""
