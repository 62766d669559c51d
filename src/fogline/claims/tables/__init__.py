"""The reader's editable tables: hedge conventions, measure lexicon, gazetteer."""
