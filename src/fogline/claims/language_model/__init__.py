"""A language model proposes claims; our own grammars decide what of them the text says.

Optional and off by default. The model names a sentence, quotes words of it and says what they
count; it is never asked for a value, and nothing it says is kept that the text does not bear out.
"""

from fogline.claims.language_model.extractor import ModelReading, extract_with_model
from fogline.claims.language_model.server import ModelServer
from fogline.claims.language_model.validator import Dropped, fault_of_claim

__all__ = ["Dropped", "ModelReading", "ModelServer", "extract_with_model", "fault_of_claim"]
