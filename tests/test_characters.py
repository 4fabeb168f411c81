"""Characters as readers see them: none is cut in two, none is hidden or disguised."""

from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from builders import (
    ACTORS,
    LATER,
    SPEAK,
    TERMS,
    TEXT,
    as_yaml,
    demand,
    letter,
    problems_of,
    seeds,
    written,
)
from hypothesis import given
from hypothesis import strategies as st

from hrdemands.seedfiles.characters import inside_character, look_alike
from hrdemands.text import first_invisible, fold, fold_name, visible

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
THUMB = "\U0001f44d\U0001f3fd"
SUDAN, KENYA = "\U0001f1f8\U0001f1e9", "\U0001f1f0\U0001f1ea"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
HEART = "\u2764\ufe0f"


CUTS = {
    "abc": [],
    "a\r\nb": [2],
    "\r\n\r\n": [1, 3],
    "e\u0301o\u0308\u0323": [1, 3, 4],
    FAMILY + FAMILY: [1, 2, 3, 4, 6, 7, 8, 9],
    THUMB + THUMB: [1, 3],
    SUDAN + KENYA + SUDAN: [1, 3, 5],
    SCOTLAND + SUDAN: [1, 2, 3, 4, 5, 6, 8],
    HEART + "a": [1],
    "1\ufe0f\u20e3a": [1, 2],
    "\u1112\u1161\u11ab\uae00\uac01\u11a8": [1, 2, 5],
    "\u0e01\u0e33\u0e01": [1],
    "\u0915\u094d\u0937\u093f": [1, 2, 3],
    "\u1780\u17d2\u1798\u1780": [1, 2],
    "\u0600\u0661\u0661": [1],
    "\u200d a": [],
    "a\u200b b": [],
    "\n\u0301a": [],
}


@pytest.mark.parametrize("text", CUTS)
def test_clusters(text: str) -> None:
    """These are the places, and no others, where a cut would go through a character."""
    cut = [at for at in range(-1, len(text) + 2) if inside_character(text, at)]
    assert cut == CUTS[text]


@given(st.text("a \n\r\u0301\u200d\U0001f468\U0001f3fd\U0001f1f8\u1100\u1161\u11a8"))
def test_nothing_is_built_across_a_character(text: str) -> None:
    """Composing the pieces between characters composes the whole."""
    edges = [at for at in range(len(text) + 1) if not inside_character(text, at)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    whole = normalize("NFC", text)
    assert "".join(normalize("NFC", piece) for piece in pieces) == whole


# Spans and quotes.

END = "please do it for all of us"


def codes(tmp_path: Path, text: str, quote: str, span: str | None = None) -> list[str]:
    """The problems of a demand of *text* with this quote and span."""
    start = text.index(span or quote)
    bounds = {"start": str(start), "end": str(start + len(span or quote))}
    files = seeds()
    files[LATER] = letter(2018, demand(1, SPEAK) | bounds | {"quote": quote}, text=text)
    texts = {"2016.txt": TEXT, "2018.txt": text}
    found = problems_of(
        written(tmp_path / "seeds", files), texts=written(tmp_path / "texts", texts)
    )
    return [str(problem).split(": ", 1)[1] for problem in found]


@pytest.mark.parametrize("sign", [FAMILY, THUMB, SUDAN, SCOTLAND, HEART, "e\u0301"])
def test_spans_of_whole_characters(tmp_path: Path, sign: str) -> None:
    """What is composed of several is quoted as a whole; what is unseen is left out."""
    text = f"Now {END} {sign}{sign} today"
    seen = "".join(c for c in sign if first_invisible(c) is None)
    span = f"{END} {sign}{sign}"
    assert codes(tmp_path, text, f"{END} {seen}{seen}", span) == []


@pytest.mark.parametrize(
    ("sign", "part"),
    [
        (FAMILY, FAMILY[:1]),
        (FAMILY, FAMILY[:2]),
        (THUMB, THUMB[:1]),
        (SUDAN, SUDAN[:1]),
        ("\r\n", "\r"),
    ],
)
def test_a_span_that_cuts_a_character(tmp_path: Path, sign: str, part: str) -> None:
    """It is refused with the place, whether or not the quote is cut as well."""
    text = f"{END}{sign} today"
    offset = len(END) + len(part)
    (found,) = codes(tmp_path, text, END, f"{END}{part}")
    assert found == (
        f"demands[0].end: {offset} is inside a character, in "
        f"'{visible(' '.join(text[offset - 12 : offset + 12].split()))}' "
        "(move it to the edge of the character) [E618]"
    )


@pytest.mark.parametrize("sign", [FAMILY, THUMB, SUDAN])
def test_a_quote_that_cuts_a_character(tmp_path: Path, sign: str) -> None:
    """A flag is not the first half of another, nor a family its father."""
    text = f"Now {END} {sign} today"
    (found,) = codes(tmp_path, text, f"{END} {sign[0]}", text)
    end = len(f"Now {END} {sign[0]}") + (sign is FAMILY)
    assert found == (
        f"demands[0].quote: begins or ends inside a character, at [4, {end}) "
        "(quote whole characters) [E618]"
    )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("other", ["NFC", "NFD"])
def test_composition_is_no_difference(tmp_path: Path, form: str, other: str) -> None:
    """Text and quote may each be composed or not; offsets are those of the text."""
    words = "\u00c9lever la voix contre les crimes commis \u00e0 \ud55c\uad6d"
    text = normalize(form, words)  # type: ignore[arg-type]
    assert codes(tmp_path, text, normalize(other, words), text) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        (
            "\u05d0\u05e0\u05d0 \u200f\u05e2\u05e9\u05d5 \u202b\u05d6\u05d0\u202c "
            "\u05e2\u05d1\u05d5\u05e8 \u05db\u05d5\u05dc\u05e0\u05d5 \u05db\u05d0\u05df"
        ),
        "please\u00a0do\u202fthis \u2066for\u2069 all co\u00adun\u200btries\u2060 now",
    ],
)
def test_what_no_reader_sees_is_no_difference(tmp_path: Path, text: str) -> None:
    """A text may hold marks of direction and the like; its quote is typed without."""
    quote = "".join(c for c in text if first_invisible(c) is None)
    assert codes(tmp_path, text, quote, text) == []


# Names and ids.

UNSEEN = (
    "\u00ad\u034f\u061c\u17b5\u180b\u200b\u200d\u202e\u2060\u2066\u3164\ufe0f\ufeff"
)


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_is_unseen_is_refused_wherever_it_stands(
    tmp_path: Path, sign: str
) -> None:
    """In a name, an id or a quote it is named, with its column."""
    name = f"invisible character U+{ord(sign):04X} at column"
    for file, value in ((ACTORS, "Jane Doe"), (TERMS, "genocide"), (LATER, SPEAK)):
        content = as_yaml(seeds()[file])
        spoilt = content.replace(value, f"{value[:3]}{sign}{value[3:]}", 1)
        line = next(line for line in spoilt.split("\n") if sign in line)
        problems = problems_of(written(tmp_path, seeds() | {file: spoilt}))
        assert [(p.message, p.code) for p in problems] == [
            (f"{name} {line.index(sign) + 1}", "E104")
        ]


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_is_unseen_hides_no_name(sign: str) -> None:
    """A name that was pasted with such a sign is the name all the same."""
    assert fold_name(f"Su{sign}dan{sign}") == "sudan"
    assert fold(f"Su{sign}dan").text == "Sudan"


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u0435", "U+0435 CYRILLIC SMALL LETTER IE"),
        ("\u03bf", "U+03BF GREEK SMALL LETTER OMICRON"),
        ("\u0131", "U+0131 LATIN SMALL LETTER DOTLESS I"),
        ("\uff45", "U+FF45 FULLWIDTH LATIN SMALL LETTER E"),
        ("\u212a", "U+212A KELVIN SIGN"),
        ("\U0001d41e", "U+1D41E MATHEMATICAL BOLD SMALL E"),
        ("\u2010", "U+2010 HYPHEN"),
    ],
)
def test_an_id_of_look_alikes(tmp_path: Path, sign: str, name: str) -> None:
    """It is refused where it is given and where it is used, and the sign is named."""
    files = seeds()
    files[TERMS]["issues"].append(
        {"id": f"g{sign}nocide", "code": "X", "name": "X", "definition": "X"}
    )
    files[LATER]["demands"][0]["issues"] = [f"genocid{sign}"]
    given, used = sorted(problems_of(written(tmp_path, files)), key=lambda p: p.code)
    assert given.message == (
        f"'g{sign}nocide' is not a slug: lower-case a-z, 0-9 and single hyphens; "
        f"character 2 is {name}"
    )
    assert used.message == f"'genocid{sign}' is no issue; character 8 is {name}"


def test_what_is_plain_to_see_is_not_named() -> None:
    """ASCII, and letters with accents, are what they look like."""
    assert look_alike("genocide") == look_alike("Gen\u00f3cide") == ""
