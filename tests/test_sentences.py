"""A draft is cut into sentences and items, and nothing of it is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdemands.proposals.sentences import Kind, sentences, split

PIECES = st.sampled_from(
    "Mr. Dr. U.N. No. 5 e.g. end. End! Why? (so.) \u201cSo.\u201d a A 3.5 ... [1]"
    " word Word - * 1. 2) (a) # ## > ``` === \u2026 \u2022 \u3002 \u061f"
    " \u00e9t\u00e9.".split()
)
SPACES = st.sampled_from(
    [" ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "", "\u00a0", "\f"]
)
DRAFTS = st.lists(st.tuples(PIECES, SPACES), max_size=40).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)


@given(DRAFTS | st.text())
def test_the_pieces_joined_are_the_text(text: str) -> None:
    pieces = split(text)

    assert "".join(piece.text for piece in pieces) == text
    end = 0
    for piece in pieces:
        assert (piece.start, piece.text) == (end, text[piece.start : piece.end])
        end = piece.end
    assert end == len(text)


@given(DRAFTS | st.text())
def test_words_are_in_no_gap_but_of_code(text: str) -> None:
    for piece in split(text):
        if piece.kind is Kind.GAP:
            assert "```" in text or "~~~" in text or not _words(piece.text)
        else:
            assert piece.text == piece.text.strip() != ""
            assert any(map(str.isalnum, piece.text))


def _words(gap: str) -> str:
    """What a gap has besides marks of items, such as ``2)``."""
    return "".join(filter(str.isalpha, gap)).strip("abcdefghijklmnopqrstuvwxyz")


@given(DRAFTS)
def test_a_sentence_cut_out_is_one_sentence(text: str) -> None:
    for piece in sentences(text):
        if piece.kind is Kind.SENTENCE and piece.words[0].isalpha():
            assert [p.words for p in sentences(piece.words)] == [piece.words]


WHOLE = [
    "We met Mr. Ban and Dr. Ek of the U.N. Secretariat in New York.",
    "We refer to No. 5, Art. 12 and para. IV of the report.",
    "The sum was 3.5 million, i.e. Too much.",
    "Resolution A/RES/60/1 (para. 139) says so.",
    "He said: \u201cWe did.\u201d and left.",
    "Etc. and so on.",
    "Ask J. R. Smith about it.",
    "It ends... and goes on.",
    "See www.example.org for more.",
    "The St. Petersburg office of Watch Inc. Moscow closed.",
]
TWO = [
    ("It ended. We began.", "It ended."),
    ("Did it end? Yes.", "Did it end?"),
    ("He said: \u201cStop.\u201d We did.", "He said: \u201cStop.\u201d"),
    ("As asked before.[12] We repeat it.", "As asked before.[12]"),
    ("That was in 2016. We wrote again.", "That was in 2016."),
    ("It ended \u2026 We began.", "It ended \u2026"),
    ("Is that so? No. We object.", "Is that so?"),
    ("(It ended.) We began.", "(It ended.)"),
    ("\u505c\u6b62\u3002\u91ca\u653e\u3002", "\u505c\u6b62\u3002"),
    ("C\u2019est fini. \u00c9crivez.", "C\u2019est fini."),
    ("It ended.\nWe began.", "It ended."),
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_one_sentence(text: str) -> None:
    assert [piece.words for piece in sentences(text)] == [text]


@pytest.mark.parametrize(("text", "first"), TWO)
def test_what_is_several(text: str, first: str) -> None:
    found = [piece.words for piece in sentences(text)]

    assert found[0] == first
    assert len(found) >= 2


LETTER = """\
# To the Secretary-General

Dear Mr. Ban,

We write about Darfur, as we did
in 2006. Please act:

- press Sudan. It must stop;
* release
  all lawyers;
1. end it
2) now
(a) and then
b) again
\u2022 for good

Title
=====

> We said so. We say it again.

```
code.
```
Sincerely,
"""


def test_a_letter() -> None:
    found = [(piece.kind.value, piece.words) for piece in sentences(LETTER)]

    assert found == [
        ("sentence", "Dear Mr. Ban,"),
        ("sentence", "We write about Darfur, as we did in 2006."),
        ("sentence", "Please act:"),
        ("item", "press Sudan. It must stop;"),
        ("item", "release all lawyers;"),
        ("item", "end it"),
        ("item", "now"),
        ("item", "and then"),
        ("item", "again"),
        ("item", "for good"),
        ("sentence", "Title"),
        ("sentence", "We said so."),
        ("sentence", "We say it again."),
        ("sentence", "Sincerely,"),
    ]
    headings = [p.words for p in split(LETTER) if p.kind is Kind.HEADING]
    assert headings == ["To the Secretary-General"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    text = LETTER.replace("\n", end)

    found = sentences(text)

    assert [p.words for p in found] == [p.words for p in sentences(LETTER)]
    assert all(text[p.start : p.end] == p.text for p in found)


@pytest.mark.parametrize(
    "sign", [".", ". ", "A. ", "\u201d", "> ", "- ", "(", "#", "\n", "No. ", "* ", "`"]
)
def test_time_grows_with_the_text_and_not_with_its_square(sign: str) -> None:
    times = []
    for size in (50_000, 400_000):
        text = (sign * size)[:size]
        start = time.process_time()
        assert "".join(piece.text for piece in split(text)) == text
        times.append(time.process_time() - start)

    assert times[1] < 24 * times[0] + 0.2
