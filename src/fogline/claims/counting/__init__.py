"""What the extractor of quantities asks about one number: bounds, rate, neighbours, side, whole."""
