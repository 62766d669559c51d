"""Words everyone shares: errors, days, units, ids, seeds, files, provenance.

Standard library only; nothing here knows about war or news.
"""
