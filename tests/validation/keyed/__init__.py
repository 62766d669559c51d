"""The bundled cases of facts re-keyed from the shared data, each made by a function of a module."""

from collections.abc import Callable
from pathlib import Path

from fogline.case import Case
from tests.validation.keyed import ardennes, casualties_ukraine, civil_war, over_claiming

__all__ = ["KEYED"]

KEYED: dict[str, Callable[[Path], Case]] = {
    "ardennes": ardennes.case,
    "casualties-ukraine": casualties_ukraine.case,
    "civil-war": civil_war.case,
    "over-claiming": over_claiming.case,
}
