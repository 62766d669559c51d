"""One command per verb of flow; the only place that turns errors into exit codes.

Nothing heavy is imported before a command runs, so that ``fogline --help`` answers at once.
"""

__all__: list[str] = []
