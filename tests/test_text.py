"""Text as people read it: folding keeps offsets, and nothing steers a terminal."""

import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hrdemands.text import (
    alternatives,
    count_words,
    counted,
    first_invisible,
    fold,
    fold_name,
    inside_word,
    quoted,
    shortened,
    suggestion,
    visible,
    width,
)

TYPOGRAPHY = (
    "ab \u00e9 e\u0301 x\u0302\u0323 '\u2019\"\u201c-\u2014\u00a0\n\t\u00ad\u200b"
    "\uac00\uac01\u1100\u1161\u11a8\u0958\u0915\u093f"
)
RAW = st.text(TYPOGRAPHY, max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("don\u2019t \u201cstop\u201d", 'don\'t "stop"'),
        ("a\u2014b \u2013 c\u2011d", "a-b - c-d"),
        ("one\n  two\u00a0\u2009three", "one two three"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("co\u00adop\u200berate\ufeff", "cooperate"),
        ("e\u00ad\u0301", "\u00e9"),
        ("\u0915\u093c", "\u0915\u093c"),
        ("", ""),
    ],
)
def test_folding(raw: str, folded: str) -> None:
    """White space, quotation marks, dashes and composition are typography."""
    assert fold(raw).text == folded


@given(RAW)
def test_folding_twice_is_folding(raw: str) -> None:
    """A folded text is its own."""
    once = fold(raw).text
    assert fold(once).text == once
    assert len(fold(raw).starts) == len(fold(raw).ends) == len(once)


@given(RAW)
def test_offsets_are_those_of_the_raw_text(raw: str) -> None:
    """Each folded character stands for the raw letter it came from, in order."""
    folded = fold(raw)
    for at, character in enumerate(folded.text):
        start, end = folded.starts[at], folded.ends[at]
        assert 0 <= start < end <= len(raw)
        assert character in fold(raw[start:end]).text
    assert sorted(folded.starts) == list(folded.starts)
    assert sorted(folded.ends) == list(folded.ends)


@given(RAW, st.data())
def test_whatever_is_found_is_there(raw: str, data: st.DataObject) -> None:
    """The raw text of every span found folds to the words sought."""
    words = data.draw(st.sampled_from([raw[i : i + 4] for i in range(len(raw) + 1)]))
    sought = fold(words).text.strip()
    for start, end in fold(raw).find_all(words):
        assert fold(raw[start:end]).text.strip() == sought


@given(
    st.lists(
        st.tuples(
            st.text("abc\u00e9", min_size=1, max_size=5),
            st.sampled_from(["\n", "  ", "\u00a0", " \u200b"]),
        ),
        min_size=3,
    )
)
def test_words_are_found_however_they_are_set(pieces: list[tuple[str, str]]) -> None:
    """A quote is found though lines wrap, spaces hold and accents come apart."""
    raw = unicodedata.normalize("NFD", "".join(map("".join, pieces)))
    start = len(unicodedata.normalize("NFD", "".join(pieces[0])))
    quote = f"{pieces[1][0]} {pieces[2][0]}"
    assert start in [found[0] for found in fold(raw).find_all(quote)]


@pytest.mark.parametrize(
    ("raw", "words", "spans"),
    [
        ("speak out, Speak out", "speak out", [(0, 9)]),
        ("a\u2019s a's", "a's", [(0, 3), (4, 7)]),
        ("one\n\n two one two", " one  two ", [(0, 9), (10, 17)]),
        ("cafe\u0301s", "caf\u00e9", [(0, 5)]),
        ("cafe\u0301s", "cafe", []),
        ("x\u0302\u0323y", "x", []),
        ("aaa", "aa", [(0, 2), (1, 3)]),
        ("co\u00adop", "coop", [(0, 5)]),
        ("a\u00ad b", "a", [(0, 2)]),
        ("\u1112\u1161\u11ab", "\ud55c", [(0, 3)]),
        ("\u1112\u1161\u11ab", "\ud558", []),
        ("abc", "", []),
        ("abc", " ", []),
    ],
)
def test_finding(raw: str, words: str, spans: list[tuple[int, int]]) -> None:
    """Spans are raw offsets; a letter is found with its accents or not at all."""
    assert fold(raw).find_all(words) == spans


def test_finding_inside_a_span() -> None:
    """Only what lies in the span as a whole is found in it."""
    folded = fold("one two one  two one")
    assert folded.find_all("one two", 0, 7) == [(0, 7)]
    assert folded.find_all("one two", 1, 20) == [(8, 16)]
    assert folded.find_all("one two", 0, 6) == []
    assert folded.find_all("one", 17, 20) == [(17, 20)]
    assert folded.find_all("one", 90, 99) == []
    assert folded.between(3, 17) == "two one two"
    assert folded.between(9, 9) == ""


@pytest.mark.parametrize(
    ("raw", "inside"),
    [
        ("ab cd", [1, 4]),
        ("a\u0301b", [1, 2]),
        ("don't", [1, 2]),
        ("l\u2019ONU", [3, 4]),
        ("a-b", []),
        ("\u4eba\u6743", []),
        ("\u0e2a\u0e34", [1]),
        ("\u0939\u093f\u0928", [1, 2]),
        ("x1", [1]),
    ],
)
def test_inside_a_word(raw: str, inside: list[int]) -> None:
    """A word is cut between two of its letters, never at its ends."""
    found = [at for at in range(-1, len(raw) + 2) if inside_word(raw, at)]
    assert found == inside


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n", 0),
        ("one  two\nthree", 3),
        ("protect \u2013 and promote", 3),
        ("Sudan's well-known \u201cpeace\u201d", 3),
        ("No. 2272", 2),
        ("\u4eba\u6743\u89c2\u5bdf", 2),
        ("\u4eba\u6743\u89c2", 2),
        ("UN\u4eba\u6743", 2),
    ],
)
def test_counting_words(text: str, words: int) -> None:
    """Dashes are no words; where no space parts words, two characters are one."""
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("C\u00f4te d'Ivoire", "cote d ivoire"),
        ("C\u00f4te d\u2019Ivoire", "cote d ivoire"),
        ("COTE D IVOIRE", "cote d ivoire"),
        ("D.P.R.K.", "dprk"),
        ("U.S.", "us"),
        ("St. Lucia", "st lucia"),
        ("The Gambia", "gambia"),
        ("The", "the"),
        ("the the who", "who"),
        ("Hawai\u02bbi", "hawai i"),
        ("T\u00fcrkiye", "turkiye"),
        ("\u0130stanbul", "istanbul"),
        ("Stra\u00dfe", "strasse"),
        (
            "\u041c\u043e\u0441\u043a\u0432\u0430",
            "\u043c\u043e\u0441\u043a\u0432\u0430",
        ),
        ("\u0e2a\u0e34\u0e17\u0e18\u0e34", "\u0e2a\u0e34\u0e17\u0e18\u0e34"),
        ("Guinea-Bissau", "guinea bissau"),
        ("S\u00e3o Tom\u00e9 & Pr\u00edncipe", "sao tome principe"),
        ("snake_case", "snake case"),
        (" !? ", ""),
    ],
)
def test_folding_names(name: str, folded: str) -> None:
    """Names are looked up without case, accents, punctuation and 'the'."""
    assert fold_name(name) == folded


@given(st.text())
@example("the the the")
@example("\u0149")
@example("a.b.c. the")
def test_folding_a_name_twice_is_folding_it(name: str) -> None:
    """What is stored folded is found by what is typed folded."""
    assert fold_name(fold_name(name)) == fold_name(name)


@settings(max_examples=50)
@given(st.text(max_size=12))
def test_names_fold_alike_however_composed(name: str) -> None:
    """Composition does not part two names."""
    forms = {fold_name(unicodedata.normalize(f, name)) for f in ("NFC", "NFD")}
    assert len(forms) == 1


def test_visible_names_what_it_hides() -> None:
    """Controls, direction marks and zero-width characters are shown as their codes."""
    raw = "a\x1b[31m\x07\x9b\u202e\u200b\ufeff\ud800\n\u3164b"
    assert visible(raw) == (
        "a<U+001B>[31m<U+0007><U+009B><U+202E><U+200B><U+FEFF><U+D800><U+000A><U+3164>b"
    )
    assert visible("Côte d'Ivoire, 한국, עברית, 😀") == "Côte d'Ivoire, 한국, עברית, 😀"


@pytest.mark.parametrize("category", ["Cc", "Cs", "Zl", "Zp"])
def test_nothing_of_a_category_stays_invisible(category: str) -> None:
    """All controls, surrogates and separators of lines are made visible."""
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) == category:
            assert visible(chr(code)) == f"<U+{code:04X}>"


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    """Showing text twice shows it as once, and nothing invisible is left."""
    assert visible(visible(text)) == visible(text)
    assert first_invisible(visible(text)) is None
    assert (first_invisible(text) is None) == (visible(text) == text)


def test_the_first_invisible_character() -> None:
    """It is named with its offset."""
    assert first_invisible("ab\u202ec\x00") == (2, "U+202E")
    assert first_invisible("plain") is None


@pytest.mark.parametrize(
    ("word", "known", "text"),
    [
        ("speek-out", ["speak-out", "call-on"], "did you mean speak-out?"),
        ("sdn", ["SDN", "KEN"], "did you mean SDN?"),
        ("abc", ["abd", "abe", "xyz"], "did you mean abe or abd?"),
        ("nothing", ["xyz"], ""),
        ("a" * 61, ["a" * 61], ""),
        ("a", [], ""),
    ],
)
def test_suggestions(word: str, known: list[str], text: str) -> None:
    """A near word is suggested, whatever its case; nothing for what is far."""
    assert suggestion(word, known) == text


def test_small_phrases() -> None:
    """Lists, counts and values as messages have them."""
    assert alternatives([]) == ""
    assert alternatives(["a"]) == "a"
    assert alternatives(["a", "b"]) == "a or b"
    assert alternatives(["a", "b", "c"]) == "a, b or c"
    assert (counted(1, "word"), counted(0, "word")) == ("1 word", "0 words")
    assert shortened("a" * 60) == "a" * 60
    assert shortened("a" * 61) == "a" * 60 + "..."
    assert quoted("a") == "'a'"
    assert (quoted(["a"]), quoted({}), quoted(1)) == ("a list", "a mapping", "'1'")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("\u00e9", 1),
        ("e\u0301", 1),
        ("한국", 4),
        ("\u0e2a\u0e34", 1),
        ("", 0),
    ],
)
def test_width(text: str, columns: int) -> None:
    """Wide letters take two columns, marks none."""
    assert width(text) == columns


@given(st.text("aZ9 .,'-`_\n\t\x1fThe", max_size=40) | st.text(max_size=40))
def test_ascii_takes_a_shorter_way_to_the_same_end(raw: str) -> None:
    """What no reader sees leads off the short way, and changes nothing."""
    text = raw.encode("ascii", "replace").decode()
    assert fold_name(text) == fold_name(f"{text}\u00ad")
    assert count_words(f"{text} x") == count_words(f"{text} \u00e9")
    assert visible(text) == visible(f"{text}\u00e9")[:-1]
