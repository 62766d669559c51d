"""One command per verb of flow; the only place that turns errors into exit codes."""
