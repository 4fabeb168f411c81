"""Rules that need the letters' texts: the quote is there, in its span, verbatim."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from hrdemands.errors import DataError
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.characters import inside_character
from hrdemands.seedfiles.checks.spans import MIN_WORDS, spans_of
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Demand, Letter
from hrdemands.seedfiles.regular import (
    MAX_BYTES,
    NotRegular,
    TooLarge,
    leads_out,
    read_regular,
)
from hrdemands.text import Folded, count_words, fold, inside_word, visible

MOST_PLACES = 3
"""Places that a message names when a quote stands elsewhere."""

TEXT_RULES = {
    "E611": "A text at hand has the SHA-256 that the letter gives.",
    "E612": "A text at hand is UTF-8, of the length that the letter gives.",
    "E613": "A quote stands inside its span, once typography is folded.",
    "E614": "A span does not begin or end inside a word.",
    "E615": "A quote of fewer than 6 words is its whole span.",
    "E617": "A quote begins and ends with whole words.",
    "E618": "A span or a quote does not cut a character: an emoji, a flag, CR LF.",
    "W616": "The folder of texts has the text of every letter.",
}
"""The rules of this module by code; they run together, letter by letter."""


def read_texts(
    catalogue: Catalogue, folder: Path, max_bytes: int = MAX_BYTES
) -> tuple[dict[str, str], list[Problem]]:
    """Read the letters' texts in *folder* and verify quotes and spans against them.

    Returns the verified texts by letter id, decoded and otherwise untouched, and the
    problems; a text of more than *max_bytes* is one. Raises DataError when *folder*
    is no folder.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises on odd names
        raise DataError(
            f"{visible(str(folder))}: is not a folder of texts", "check --texts"
        )
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for letter_id, entry in catalogue.letters.items():
        try:
            text = texts[letter_id] = _read_text(entry, folder, max_bytes)
        except _Unusable as unusable:
            problems.append(unusable.problem)
        else:
            problems += _verify(entry, text)
    return texts, problems


class _Unusable(Exception):
    """Why a text cannot be used to verify anything."""

    def __init__(
        self, entry: Entry[Letter], key: str, code: str, message: str, remedy: str
    ) -> None:
        super().__init__(message)
        self.problem = entry.problem(("text", key), code, visible(message), remedy)


def _read_text(entry: Entry[Letter], folder: Path, max_bytes: int) -> str:
    """The text of a letter, if it is the one that was coded; else _Unusable."""
    expected = entry.record.text
    path = folder / expected.file
    raw = _read_bytes(entry, folder, max_bytes)
    digest = hashlib.sha256(raw).hexdigest()
    if digest != expected.sha256:
        message = f"{path} is another text: its SHA-256 is {digest}"
        remedy = "get the text that was coded, or code this one anew"
        raise _Unusable(entry, "sha256", "E611", message, remedy)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 at byte {error.start}"
        remedy = "save it as UTF-8, and code it anew"
        raise _Unusable(entry, "file", "E612", message, remedy) from None
    if len(text) != expected.length:
        message = f"{path} has {len(text)} characters, not {expected.length}"
        raise _Unusable(entry, "length", "E612", message, f"write {len(text)}")
    return text


def _read_bytes(entry: Entry[Letter], folder: Path, max_bytes: int) -> bytes:
    path = folder / entry.record.text.file
    try:
        if not leads_out(folder, path):
            return read_regular(path, max_bytes)
        cause = "is a link that leads out of the folder of texts"
    except NotRegular:
        strange = os.path.exists(path) and not os.path.isdir(path)  # noqa: PTH110, PTH112
        cause = "is not a regular file" if strange else "is not there"
    except TooLarge:
        message = f"{path} has more than {max_bytes:,} bytes"
        remedy = "raise the limit by --max-bytes, or get the text that was coded"
        raise _Unusable(entry, "file", "E612", message, remedy) from None
    except OSError as error:
        cause = f"cannot be read ({error.strerror})"
    message = f"{path} {cause}; the letter's quotes were not verified"
    remedy = "put the text there, or do without --texts"
    raise _Unusable(entry, "file", "W616", message, remedy)


def _verify(entry: Entry[Letter], text: str) -> Iterator[Problem]:
    folded = fold(text)
    for index, demand in enumerate(entry.record.demands):
        for path, start, end in spans_of(index, demand):
            for name, offset in (("start", start), ("end", end)):
                for code, message, remedy in _verify_offset(text, offset):
                    yield entry.problem((*path, name), code, message, remedy)
        for code, message, remedy in _verify_quote(demand, text, folded):
            path = ("demands", index, "quote")
            yield entry.problem(path, code, message, remedy)


def _verify_offset(text: str, offset: int) -> Iterator[tuple[str, str, str]]:
    """The code, message and remedy of a place where no span begins or ends."""
    if inside_word(text, offset):
        message = f"{offset} is inside a word, in '{_around(text, offset)}'"
        yield "E614", message, "move it to the edge of the word"
    elif inside_character(text, offset):
        message = f"{offset} is inside a character, in '{_around(text, offset)}'"
        yield "E618", message, "move it to the edge of the character"


def _around(text: str, offset: int) -> str:
    return visible(" ".join(text[max(0, offset - 12) : offset + 12].split()))


def _verify_quote(
    demand: Demand, text: str, folded: Folded
) -> Iterator[tuple[str, str, str]]:
    """The code, message and remedy of what is wrong with a demand's quote."""
    found = folded.find_all(demand.quote, demand.start, demand.end)
    whole = [span for span in found if _is_outside(inside_word, text, span)]
    if not found:
        yield "E613", *_elsewhere(folded.find_all(demand.quote), demand)
    elif not whole:
        message = f"begins or ends inside a word, at {_span(found[0])}"
        yield "E617", message, "quote whole words"
    elif not any(_is_outside(inside_character, text, span) for span in whole):
        message = f"begins or ends inside a character, at {_span(whole[0])}"
        yield "E618", message, "quote whole characters"
    elif count_words(demand.quote) < MIN_WORDS and not _is_whole(demand, folded):
        message = f"has fewer than {MIN_WORDS} words and is not the whole ask"
        yield "E615", message, "lengthen it"


def _is_outside(
    inside: Callable[[str, int], bool], text: str, span: tuple[int, int]
) -> bool:
    return not any(inside(text, offset) for offset in span)


def _span(bounds: tuple[int, int]) -> str:
    return f"[{bounds[0]}, {bounds[1]})"


def _is_whole(demand: Demand, folded: Folded) -> bool:
    span = folded.between(demand.start, demand.end)
    return fold(demand.quote).text.strip() == span


def _elsewhere(found: list[tuple[int, int]], demand: Demand) -> tuple[str, str]:
    if not found:
        return "is not in the text", "copy the words from the letter"
    places = ", ".join(map(_span, found[:MOST_PLACES]))
    more = ", ..." if len(found) > MOST_PLACES else ""
    span = _span((demand.start, demand.end))
    message = f"stands at {places}{more}, outside the span {span}"
    return message, "mend start and end, or the quote"
