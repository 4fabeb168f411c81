"""Rules that need the letters' texts: the quote is there, in its span, verbatim."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from hrdemands.errors import DataError
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.spans import MIN_WORDS, spans_of
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Demand, Letter
from hrdemands.text import Folded, count_words, fold, inside_word

TEXT_RULES = {
    "E611": "A text at hand has the SHA-256 that the letter gives.",
    "E612": "A text at hand is UTF-8, of the length that the letter gives.",
    "E613": "A quote stands inside its span, once typography is folded.",
    "E614": "A span does not begin or end inside a word.",
    "E615": "A quote of fewer than 6 words is its whole span.",
    "W616": "The folder of texts has the text of every letter.",
}
"""The rules of this module by code; they run together, letter by letter."""


def read_texts(
    catalogue: Catalogue, folder: Path
) -> tuple[dict[str, str], list[Problem]]:
    """Read the letters' texts in *folder* and verify quotes and spans against them.

    Returns the verified texts by letter id, decoded and otherwise untouched, and the
    problems. Raises DataError when *folder* is no folder.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: is not a folder of texts", "check --texts")
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for letter_id, entry in catalogue.letters.items():
        text, found = _read_text(entry, folder)
        if text is not None:
            texts[letter_id] = text
            found += _verify(entry, text)
        problems += found
    return texts, problems


def _read_text(entry: Entry[Letter], folder: Path) -> tuple[str | None, list[Problem]]:
    expected = entry.record.text
    path = folder / expected.file
    if not path.is_file():
        message = f"{path} is not there; the letter's quotes were not verified"
        return None, [entry.problem(("text", "file"), "W616", message)]
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if digest != expected.sha256:
        message = f"{path} is another text: its SHA-256 is {digest}"
        return None, [entry.problem(("text", "sha256"), "E611", message)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 at byte {error.start}"
        return None, [entry.problem(("text", "file"), "E612", message)]
    if len(text) != expected.length:
        message = f"{path} has {len(text)} characters, not {expected.length}"
        return None, [entry.problem(("text", "length"), "E612", message)]
    return text, []


def _verify(entry: Entry[Letter], text: str) -> Iterator[Problem]:
    folded = fold(text)
    for index, demand in enumerate(entry.record.demands):
        for path, start, end in spans_of(index, demand):
            for name, offset in (("start", start), ("end", end)):
                if inside_word(text, offset):
                    around = " ".join(text[max(0, offset - 12) : offset + 12].split())
                    message = f"{offset} is inside a word, in '{around}'"
                    yield entry.problem((*path, name), "E614", message)
        yield from _verify_quote(entry, index, demand, text, folded)


def _verify_quote(
    entry: Entry[Letter], index: int, demand: Demand, text: str, folded: Folded
) -> Iterator[Problem]:
    path = ("demands", index, "quote")
    span = fold(text[demand.start : demand.end]).text.strip()
    quote = fold(demand.quote).text.strip()
    if quote not in span:
        message, remedy = _elsewhere(folded.find_all(demand.quote), demand)
        yield entry.problem(path, "E613", message, remedy)
    elif count_words(demand.quote) < MIN_WORDS and quote != span:
        message = f"has fewer than {MIN_WORDS} words and is not the whole ask"
        yield entry.problem(path, "E615", message, "lengthen it")


def _elsewhere(found: list[tuple[int, int]], demand: Demand) -> tuple[str, str]:
    if not found:
        return "is not in the text", "copy the words from the letter"
    places = ", ".join(f"[{start}, {end})" for start, end in found)
    message = f"stands at {places}, outside the span [{demand.start}, {demand.end})"
    return message, "mend start and end, or the quote"
