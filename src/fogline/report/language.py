"""Is this English? A quick count of function words decides nearly always; else a detector names it.

The detector (py3langid, 97 languages, its model inside the package) is loaded only for a text that
does not look English, so the ordinary path never pays for it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from fogline.ground.errors import InputError

__all__ = ["language_of", "refuse_other_languages", "refuse_wordless"]

# The commonest function words of English reporting; in running English they make up 30-50 % of
# all words, in other languages written in Latin letters under 12 % (chance agreements such as
# "in", "a", "we", "an", "do", "of", "is").
# Source: chosen by us; shares measured on tests/passages and on translations of it.
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """
        the of to and in a that was for on is with as it at by from were be are an this has have had
        he said his they their its but not which or been who after more than about we will would
        into also could her she there no if when what some between against over one two all most
        other
        """,
    )
)
_ENGLISH_SHARE = 0.20
_FEWEST_WORDS = 25
_SURE = 0.90
_LONGEST_WORD = 40

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")

# English names of the languages the detector knows (ISO 639-1 codes).
_NAMES: dict[str, str] = dict(
    re.findall(
        r"(\w+)=(\w+)",
        """
        af=Afrikaans am=Amharic an=Aragonese ar=Arabic as=Assamese az=Azerbaijani
        be=Belarusian bg=Bulgarian bn=Bengali br=Breton bs=Bosnian ca=Catalan cs=Czech
        cy=Welsh da=Danish de=German dz=Dzongkha el=Greek en=English eo=Esperanto es=Spanish
        et=Estonian eu=Basque fa=Persian fi=Finnish fo=Faroese fr=French ga=Irish
        gl=Galician gu=Gujarati he=Hebrew hi=Hindi hr=Croatian ht=Haitian hu=Hungarian
        hy=Armenian id=Indonesian is=Icelandic it=Italian ja=Japanese jv=Javanese
        ka=Georgian kk=Kazakh km=Khmer kn=Kannada ko=Korean ku=Kurdish ky=Kyrgyz la=Latin
        lb=Luxembourgish lo=Lao lt=Lithuanian lv=Latvian mg=Malagasy mk=Macedonian
        ml=Malayalam mn=Mongolian mr=Marathi ms=Malay mt=Maltese nb=Norwegian ne=Nepali
        nl=Dutch nn=Norwegian no=Norwegian oc=Occitan or=Odia pa=Punjabi pl=Polish ps=Pashto
        pt=Portuguese qu=Quechua ro=Romanian ru=Russian rw=Kinyarwanda se=Sami si=Sinhala
        sk=Slovak sl=Slovenian sq=Albanian sr=Serbian sv=Swedish sw=Swahili ta=Tamil
        te=Telugu th=Thai tl=Tagalog tr=Turkish ug=Uyghur uk=Ukrainian ur=Urdu vi=Vietnamese
        vo=Volapuk wa=Walloon xh=Xhosa zh=Chinese zu=Zulu
        """,
    )
)


@cache
def _detector() -> Any:
    import logging

    logging.getLogger("py3langid").setLevel(logging.ERROR)
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> tuple[str, float]:
    """ISO 639-1 code and probability of a text's language; ("en", 1) when too short to tell."""
    sample = text[:20_000]
    words = [word.lower() for word in _WORD.findall(sample)]
    unspaced = sum(
        1
        for character in sample
        if "\u0e00" <= character <= "\u0eff" or "\u3040" <= character <= "\u9fff"
    )
    if len(words) < _FEWEST_WORDS and unspaced < 2 * _FEWEST_WORDS and _is_latin(words):
        return "en", 1.0
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en", 1.0
    # Letters alone: figures, tabs and control characters are the same in every language.
    code, probability = _detector().classify(" ".join(words))
    return str(code), float(probability)


def _is_latin(words: list[str]) -> bool:
    """Whether most letters are Latin ones: too few words to tell a language, but not the script."""
    letters = "".join(words)
    return sum(1 for letter in letters if letter < "\u0250") >= 0.5 * len(letters)


def refuse_wordless(text: str, source: str) -> None:
    """Raise InputError for figures alone, and for one long code instead of words."""
    if not re.search(r"[^\W\d_]{2}", text):
        raise InputError(
            f"{source} holds no words, only figures and signs - give the report's own words"
        )
    pieces = [piece for piece in text[:65536].split() if "://" not in piece]
    coded = sum(len(piece) for piece in pieces if len(piece) > _LONGEST_WORD)
    if coded > 0.5 * sum(map(len, pieces)):
        raise InputError(
            f"{source} holds no words, only runs of more than {_LONGEST_WORD} signs without a space"
            f" (it begins {text.strip()[:24]!r}) - give the report's own words"
        )


def refuse_other_languages(text: str, source: str) -> None:
    """Raise InputError naming the language of a text that is long enough and surely not English."""
    code, probability = language_of(text)
    if code == "en" or (probability < _SURE and _is_latin(_WORD.findall(text[:20_000]))):
        return
    if code == "zxx":
        raise InputError(
            f"{source} holds no words of a language (it begins {text.strip()[:24]!r}) - give the"
            " report's own words"
        )
    name = _NAMES.get(code, f"the language {code!r}")
    raise InputError(
        f"{source} seems to be written in {name}; Fogline reads English only for now"
        " - give an English translation of it"
    )
