"""Any text is a legal search, and it finds what a reader would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdemands.queries import Filters, Reader, open_reader, search_demands
from hrdemands.queries.search import LONGEST_TERM, MOST_TERMS, terms_of


def found(reader: Reader, words: str, filters: Filters | None = None) -> set[str]:
    return {demand.id for demand in search_demands(reader, words, filters)}


def test_other_names_of_a_country_find_the_same(reader: Reader) -> None:
    burma = found(reader, "Burma")

    assert burma == found(reader, "myanmar") == found(reader, "BURMA!")
    assert "2006-hrw-ban-ki-moon/14" in burma
    assert found(reader, "north korea") == found(reader, "DPRK") != set()


def test_all_words_must_be_found(reader: Reader) -> None:
    both = found(reader, "Burma concrete")

    assert both == found(reader, "Burma") & found(reader, "concrete") != set()
    assert found(reader, "Burma unicorn") == set()


def test_a_word_finds_those_that_begin_with_it(reader: Reader) -> None:
    assert found(reader, "rapport") >= found(reader, "rapporteurs") != set()
    assert found(reader, "apporteurs") == set()


def test_quotes_make_a_phrase(reader: Reader) -> None:
    phrase = found(reader, '"special rapporteurs"')

    assert phrase
    assert phrase <= found(reader, "rapporteurs special")
    assert found(reader, '"rapporteurs special"') == set()


def test_filters_narrow_a_search(reader: Reader) -> None:
    everything = found(reader, "women")
    must = found(reader, "women", Filters(strengths=("must",)))

    assert must < everything
    assert must == everything & found(reader, "women must") | must


@pytest.mark.parametrize("words", ["", " ", "!!!", '""', "\0", "\udcff", "' OR 1=1 --"])
def test_what_has_no_words_finds_nothing(reader: Reader, words: str) -> None:
    assert found(reader, words) == set()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(words=st.text(max_size=60))
def test_any_text_is_a_legal_search(shipped_sqlite: str, words: str) -> None:
    with open_reader(shipped_sqlite) as reader:
        found(reader, words)


@pytest.mark.postgresql
@settings(max_examples=60, deadline=None, derandomize=True)
@given(words=st.lists(st.text(max_size=40), max_size=8).map(" ".join))
def test_any_text_finds_the_same_on_both(
    shipped_sqlite: str, shipped_postgresql: str, words: str
) -> None:
    with open_reader(shipped_sqlite) as lite, open_reader(shipped_postgresql) as server:
        assert found(lite, words) == found(server, words)


@pytest.mark.parametrize(
    "words",
    [
        "a" * 60_000,
        "ж" * 60_000,
        " ".join(f"w{n}" for n in range(5_000)),
        '"' + "word " * 20_000 + '"',
        "%" * 50_000,
    ],
    ids=["long word", "long in bytes", "many words", "long phrase", "signs"],
)
def test_no_length_is_too_much_for_either(reader: Reader, words: str) -> None:
    assert found(reader, words) == set()


def test_terms_are_bounded_and_each_stands_once() -> None:
    terms = terms_of(
        " ".join(["x" * 2 * LONGEST_TERM, "X" * 2, "xx", *map(str, range(999))])
    )

    assert len(terms) == MOST_TERMS
    assert len(terms[0]) == LONGEST_TERM
    assert terms.count("xx") == 1


def test_a_term_that_is_cut_ends_in_a_word() -> None:
    (term,) = terms_of(f'"{"x" * (LONGEST_TERM - 1)} y"')

    assert term == "x" * (LONGEST_TERM - 1)
