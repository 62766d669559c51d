"""The pages of the local app: each is handed a ``View`` and gives HTML; none knows another."""
