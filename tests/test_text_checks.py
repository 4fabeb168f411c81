"""Quotes and spans against the letters' texts: verbatim but for typography."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from builders import (
    LATER,
    LETTER,
    RELEASE,
    SPEAK,
    TEXT,
    Change,
    Files,
    changed,
    demand,
    letter,
    line_of,
    problems_of,
    seeds,
    span_of,
    text_of,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import first, second

from hrdemands.errors import DataError
from hrdemands.seedfiles.checks import TEXT_RULES, check

TEXTS: Files = {"2016.txt": TEXT, "2018.txt": TEXT}
START, END = span_of(SPEAK)
PRESS, LAWYERS = span_of(RELEASE)
ACT = TEXT.index("Act")


def checked(folder: Path, change: Change, texts: Files = TEXTS) -> list[str]:
    """What the changed seeds and *texts* have for problems, less the folder's name."""
    seeds_folder = written(folder / "seeds", changed(change))
    (folder / "texts").mkdir(exist_ok=True)
    problems = problems_of(seeds_folder, texts=written(folder / "texts", texts))
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def test_typography_is_no_difference(tmp_path: Path) -> None:
    """Wrapped lines, no-break spaces and curly apostrophes are typed plainly."""
    assert "\u2019s government\xa0to" in TEXT
    assert "Sudan's government to" in RELEASE
    assert checked(tmp_path, lambda _: None) == []
    dashed = 'the killings in Darfur - "soon"'
    start = TEXT.index("the killings")
    values: dict[str, Any] = {"start": str(start), "end": str(TEXT.index(".\n"))}
    assert checked(tmp_path, first(quote=dashed, **values)) == []


def test_verified_texts_are_handed_on_untouched(tmp_path: Path) -> None:
    """Offsets count in the text as it is, with the ends of lines that it has."""
    text = "\ufeffOne.\r\nPlease do this now and here.\r\n"
    quote = "Please do this now and here"
    start = text.index(quote)
    values = {"start": str(start), "end": str(start + len(quote)), "quote": quote}
    files = seeds()
    files[LETTER] = letter(
        2016, demand(1, SPEAK) | values, demand(2, SPEAK) | values, text=text
    )
    folder = written(tmp_path / "seeds", files)
    texts = written(tmp_path / "texts", {"2016.txt": text})
    _, found, problems = check([folder], texts)
    assert found == {"2016-ngo-sg": text}
    assert [problem.code for problem in problems] == ["W616"]


def test_without_a_folder_no_text_is_asked_for(tmp_path: Path) -> None:
    """The seeds can be checked by whoever has none of the texts."""
    catalogue, found, problems = check([written(tmp_path, seeds())])
    assert (found, problems) == ({}, [])
    assert len(catalogue.letters) == 2


WRONG: dict[str, tuple[Change, str, str]] = {
    "E613 nowhere": (
        second(quote="press Sudan's government to release a lawyer"),
        'quote: "press',
        "quote: is not in the text (copy the words from the letter) [E613]",
    ),
    "E613 homoglyph": (
        second(quote=RELEASE.replace("a", "\u0430")),
        'quote: "pre',
        "quote: is not in the text (copy the words from the letter) [E613]",
    ),
    "E613 elsewhere": (
        second(quote=SPEAK),
        'quote: "We urge',
        (
            f"quote: stands at [{START}, {END}), outside the span [{PRESS}, {LAWYERS}) "
            "(mend start and end, or the quote) [E613]"
        ),
    ),
    "E613 partly outside": (
        second(end=str(LAWYERS - len(" lawyers"))),
        'quote: "press',
        (
            f"quote: stands at [{PRESS}, {LAWYERS}), outside the span "
            f"[{PRESS}, {LAWYERS - 8}) (mend start and end, or the quote) [E613]"
        ),
    ),
    "E613 several": (
        second(quote="Act now", end=str(PRESS + len("press"))),
        'quote: "Act',
        (
            f"quote: stands at [{ACT}, {ACT + 7}), [{ACT + 9}, {ACT + 16}), "
            f"outside the span [{PRESS}, {PRESS + 5}) "
            "(mend start and end, or the quote) [E613]"
        ),
    ),
    "E614 start": (
        second(start=str(PRESS - 2)),
        f'start: "{PRESS - 2}"',
        (
            f"start: {PRESS - 2} is inside a word, in 'soon\u201d. Please press Suda' "
            "(move it to the edge of the word) [E614]"
        ),
    ),
    "E614 end": (
        second(end=str(LAWYERS + 7)),
        f'end: "{LAWYERS + 7}"',
        (
            f"end: {LAWYERS + 7} is inside a word, in 'wyers. Act now. Act now.' "
            "(move it to the edge of the word) [E614]"
        ),
    ),
    "E614 also": (
        second(also=[{"start": str(ACT), "end": str(ACT + 6)}]),
        f'end: "{ACT + 6}"',
        (
            f"also[0].end: {ACT + 6} is inside a word, in 'yers. Act now. Act now.' "
            "(move it to the edge of the word) [E614]"
        ),
    ),
    "E615": (
        second(start=str(ACT), end=str(ACT + 12), quote="Act now."),
        'quote: "Act',
        "quote: has fewer than 6 words and is not the whole ask (lengthen it) [E615]",
    ),
    "E617": (
        second(quote="ress Sudan's government to release the lawyers"),
        'quote: "ress',
        (
            f"quote: begins or ends inside a word, at [{PRESS + 1}, {LAWYERS}) "
            "(quote whole words) [E617]"
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_quotes_and_spans(tmp_path: Path, name: str) -> None:
    """What does not agree with the text is told with the offsets that would."""
    change, words, expected = WRONG[name]
    found = checked(tmp_path, change)
    time = 2 if name == "E613 elsewhere" else 1
    line = line_of(tmp_path / "seeds" / LETTER, words, time)
    # Short quotes break another rule as well.
    assert [problem for problem in found if "[E603]" not in problem] == [
        f"seeds/{LETTER}:{line}: demands[1].{expected}"
    ]


def test_one_place_of_whole_words_is_enough(tmp_path: Path) -> None:
    """That a quote also stands inside a longer word of the span is no matter."""
    text = "Overact now and do so here. Act now and do so here."
    quote = "ct now and do so here"
    change = first(quote=quote.replace("ct", "act"), start="0", end=str(len(text) - 1))
    for words, expected in ((text.lower(), []), (text, ["E617"])):
        files = changed(change)
        files[LETTER]["text"] = text_of(2016, words)
        del files[LETTER]["demands"][1]
        folder = written(tmp_path / "seeds", files)
        texts = written(tmp_path / "texts", TEXTS | {"2016.txt": words})
        found = problems_of(folder, texts=texts)
        assert [problem.code for problem in found] == expected


def test_a_long_list_of_places_is_cut(tmp_path: Path) -> None:
    """A message names three places at most."""
    files = seeds()
    text = TEXT + "Act now. " * 5
    values = {"start": str(PRESS), "end": str(PRESS + 5), "quote": "Act now"}
    files[LETTER] = letter(2016, demand(1, SPEAK), demand(2, SPEAK) | values, text=text)
    folder = written(tmp_path / "seeds", files)
    texts = written(tmp_path / "texts", TEXTS | {"2016.txt": text})
    (problem,) = (p for p in problems_of(folder, texts=texts) if p.code == "E613")
    assert problem.message.count("[") == 4
    assert "), ..., outside" in problem.message


def _digest(text: str) -> str:
    return text_of(2016, text)["sha256"]


TEXTS_AT_FAULT: dict[str, tuple[Change, Files, str, str]] = {
    "E611": (
        lambda _: None,
        {"2016.txt": TEXT + " "},
        "sha256:",
        (
            f"sha256: texts/2016.txt is another text: "
            f"its SHA-256 is {_digest(TEXT + ' ')} "
            "(get the text that was coded, or code this one anew) [E611]"
        ),
    ),
    "E612 length": (
        lambda files: files[LETTER]["text"].update(length="500"),
        {},
        "length:",
        (
            f"length: texts/2016.txt has {len(TEXT)} characters, not 500 "
            f"(write {len(TEXT)}) [E612]"
        ),
    ),
    "W616 missing": (
        lambda files: files[LETTER]["text"].update(file="other.txt"),
        {},
        "file:",
        (
            "file: texts/other.txt is not there; the letter's quotes were not verified "
            "(put the text there, or do without --texts) [W616]"
        ),
    ),
    "W616 folder": (
        lambda files: files[LETTER]["text"].update(file="folder"),
        {"folder/x": ""},
        "file:",
        (
            "file: texts/folder is not there; the letter's quotes were not verified "
            "(put the text there, or do without --texts) [W616]"
        ),
    ),
}


@pytest.mark.parametrize("name", TEXTS_AT_FAULT)
def test_texts(tmp_path: Path, name: str) -> None:
    """A text that is not the one that was coded is not used to verify anything."""
    change, texts, words, expected = TEXTS_AT_FAULT[name]
    found = checked(tmp_path, change, TEXTS | texts)
    line = line_of(tmp_path / "seeds" / LETTER, words)
    assert found == [f"seeds/{LETTER}:{line}: text.{expected}"]


def test_a_text_that_is_not_utf_8(tmp_path: Path) -> None:
    """The hash can be right and the text still be in another encoding."""
    raw = "caf\u00e9".encode("latin-1")
    digest = hashlib.sha256(raw).hexdigest()
    found = checked(
        tmp_path,
        lambda files: files[LETTER]["text"].update(sha256=digest),
        TEXTS | {"2016.txt": raw},
    )
    line = line_of(tmp_path / "seeds" / LETTER, "file:")
    assert found == [
        (
            f"seeds/{LETTER}:{line}: text.file: texts/2016.txt is not UTF-8 at byte 3 "
            "(save it as UTF-8, and code it anew) [E612]"
        )
    ]


@pytest.mark.parametrize("name", ["nothing", "seeds/terms.yaml", "a" * 300])
def test_no_folder_of_texts(tmp_path: Path, name: str) -> None:
    """A mistyped folder is an error, not a letter without a text."""
    folder = written(tmp_path / "seeds", seeds())
    with pytest.raises(DataError, match="is not a folder of texts"):
        check([folder], tmp_path / name)


def test_every_rule_is_broken_above() -> None:
    """No rule goes without a test of what it says."""
    tested = {name.partition(" ")[0] for name in [*WRONG, *TEXTS_AT_FAULT]}
    # E618 is broken in test_characters.py, character by character.
    assert tested == set(TEXT_RULES) - {"E618"}


WORDS = st.lists(
    st.text("abcdefg\u00e9", min_size=1, max_size=6), min_size=6, max_size=30
)
GAPS = st.sampled_from([" ", "\n", "\u00a0", "  \r\n", " \u200b"])


@settings(max_examples=30)
@given(WORDS, GAPS, st.data())
def test_what_was_copied_from_the_text_is_in_it(
    tmp_path_factory: pytest.TempPathFactory,
    words: list[str],
    gap: str,
    data: st.DataObject,
) -> None:
    """Any six words of a text, typed plainly, are a good quote of their span."""
    text = gap.join(words)
    first_word = data.draw(st.integers(0, len(words) - 6))
    chosen = words[first_word : first_word + 6]
    start = len(gap.join([*words[:first_word], ""]))
    values = {
        "start": str(start),
        "end": str(start + len(gap.join(chosen))),
        "quote": " ".join(chosen),
    }
    folder = tmp_path_factory.mktemp("any")
    files = seeds() | {
        LATER: letter(2018, demand(1, SPEAK) | values, text=text),
    }
    written(folder / "seeds", files)
    texts = written(folder / "texts", TEXTS | {"2018.txt": text})
    assert problems_of(folder / "seeds", texts=texts) == []
