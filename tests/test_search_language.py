"""How a search is read, what its words are, and how it is put to each database."""

import sqlite3
import unicodedata
from itertools import pairwise

import pytest
from fuzz_inputs import TEXT
from hypothesis import given
from hypothesis import strategies as st
from search_inputs import SEARCHES, written

from hrdemands.queries.searching.expansion import Either, Every, Phrase, Some
from hrdemands.queries.searching.rendering import for_postgresql, for_sqlite
from hrdemands.queries.searching.tree import (
    DEEPEST,
    MOST_WORDS,
    All,
    Any,
    Not,
    Sought,
    Tree,
    leaves,
    parse,
)
from hrdemands.words import LONGEST_STEM, Stems, words_in, words_of

A, B, C = (Sought((word,)) for word in "abc")
STEMS = Stems()

READ: dict[str, Tree | None] = {
    "a": A,
    "a b": All((A, B)),
    "a a": A,
    "a AND b": All((A, B)),
    "a OR b": Any((A, B)),
    "a b OR c": Any((All((A, B)), C)),
    "a (b OR c)": All((A, Any((B, C)))),
    "(a) (((b)))": All((A, B)),
    "NOT a": Not(A),
    "-a": Not(A),
    "NOT NOT a": A,
    "a -b": All((A, Not(B))),
    "a-b": Sought(("a", "b")),
    "a - b": All((A, B)),
    '-"a b" c': All((Not(Sought(("a", "b"))), C)),
    "-(a OR b)": Not(Any((A, B))),
    "a*": Sought(("a",), prefix=True),
    "a*,": Sought(("a",), prefix=True),
    "*a": A,
    "a *": A,
    '"a b"*': Sought(("a", "b"), prefix=True),
    "“a b”": Sought(("a", "b")),
    '"a b': All((A, B)),
    '""': None,
    "( )": None,
    "a ( ) b": All((A, B)),
    "and": Sought(("and",)),
    "AND": Sought(("and",)),
    "a OR": All((A, Sought(("or",)))),
    "NOT": Sought(("not",)),
    "OR OR": All((Sought(("or",)),)).parts[0],
    "a OR () OR b": Any((A, B)),
    "a) OR (b": Any((A, B)),
    "l'État": Sought(("l", "etat")),
    "C++": C,
    "人权": Sought(("人", "权")),
    "0\U0001f210": Sought(("0", "手")),
    "ໜ": Sought(("ຫ", "ນ")),
}


@pytest.mark.parametrize("text", READ)
def test_a_search_is_read(text: str) -> None:
    assert parse(text) == READ[text]


@given(SEARCHES | TEXT)
def test_a_tree_that_is_written_out_is_read_again(text: str) -> None:
    tree = parse(text)
    if tree is not None:
        assert parse(written(tree)) == tree


@given(SEARCHES | TEXT)
def test_without_operators_every_word_is_sought(text: str) -> None:
    plain = text.replace("-", " ").replace("*", " ")
    if not {"AND", "OR", "NOT"} & set(plain.replace("(", " ").split()):
        tree = parse(plain)
        sought = {w for s in (leaves(tree) if tree else ()) for w in s.words}
        assert sought <= set(words_of(plain))


def test_words_and_depth_are_bounded() -> None:
    tree = parse(" ".join(f"w{n}" for n in range(5_000)))
    deep = parse("(a OR (b " * 999)

    assert isinstance(tree, All)
    assert len(tree.parts) == MOST_WORDS
    assert deep == All((A, Sought(("or",)), B)) or depth(deep) <= 2 * DEEPEST


def depth(tree: Tree | None) -> int:
    if isinstance(tree, Not):
        return 1 + depth(tree.part)
    return 1 + max(map(depth, tree.parts)) if isinstance(tree, All | Any) else 1


WORDS = {
    "China\u2019s envoy": "china envoy",
    "D.P.R.K.'s": "dprk",
    "U.S. and e.g. 1.5": "us and eg 1 5",
    "Côte d'Ivoire": "cote d ivoire",
    "état ÉTAT e\u0301tat": "etat etat etat",
    "don't": "don t",
    "_snake_case_": "snake case",
    "人权 ABC": "人 权 abc",
    "soft\u00adhyphen": "softhyphen",
    "ﬁnal ½": "final 12",
    "मानवाधिकार": "मानवाधिकार",
    "'s s": "s s",
    "\0\ud800": "",
}


@pytest.mark.parametrize("text", WORDS)
def test_words_are_found(text: str) -> None:
    assert " ".join(words_of(text)) == WORDS[text]


@given(TEXT | st.text("abS.'\u2019“ -\xe9\u0301.") | SEARCHES)
def test_words_have_places_and_are_the_same_however_found(text: str) -> None:
    words = list(words_in(text))

    assert [word.folded for word in words] == words_of(text)
    # Of a sign that stands for several words, all stand where it does.
    assert all(a.end <= b.start or a[1:] == b[1:] for a, b in pairwise(words))
    for word in words:
        assert not set(word.folded) & set(" '\"¦§\\:()*-")
        assert STEMS[word.folded][0] == word.folded[0]
        assert len(STEMS[word.folded]) <= LONGEST_STEM


@given(st.text("aeoun\xe9\u0301\u0323\u0327Å. 's-"))
def test_words_are_the_same_however_composed(text: str) -> None:
    forms = {tuple(words_of(unicodedata.normalize(f, text))) for f in ("NFC", "NFD")}
    assert len(forms) == 1


@given(TEXT)
def test_fts5_takes_the_stems_as_they_are(text: str) -> None:
    stems = [STEMS[word] for word in words_of(text)]
    with sqlite3.connect(":memory:") as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5(w, tokenize=\"ascii tokenchars '-'\")"
        )
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        connection.execute("INSERT INTO t VALUES (?)", (" ".join(stems),))
        held = connection.execute("SELECT term FROM v ORDER BY offset").fetchall()
    assert [term for (term,) in held] == stems


def test_a_plan_is_put_to_each_database() -> None:
    china = Either((Phrase(("china",)), Phrase(("peopl", "republ"))), ("§cchn",))
    plan = Every(
        (china, Either((Phrase(("a", "b"), prefix=True),))),
        (Either((Phrase(("x",)),)),),
    )

    assert for_sqlite(plan) == (
        '((("china" OR "peopl republ" OR "§cchn") AND "a b" *) NOT "x")'
    )
    assert for_postgresql(plan) == (
        "(('china' | ('peopl' <-> 'republ') | '§cchn') & ('a' <-> 'b':*) & !'x')"
    )
    alone = Some((Every((), (china,)), Every((), ())))
    assert for_sqlite(alone).startswith('(("¦" NOT (')
