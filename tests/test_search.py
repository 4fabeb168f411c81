"""Any text is a legal search, and finds what a reader would, on both databases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded import ask, program
from search_inputs import SEARCHES

from hrdemands.cli.find import SORTS as OFFERED
from hrdemands.cli.find import TOO_MANY
from hrdemands.errors import UsageError
from hrdemands.queries import Filters, Reader, open_reader, search, search_demands
from hrdemands.queries.search import SORTS, find_hits
from hrdemands.queries.searching import ranking
from hrdemands.queries.sqltext import Query


def found(reader: Reader, words: str, filters: Filters | None = None) -> set[str]:
    return {demand.id for demand in search_demands(reader, words, filters)}


def everything(reader: Reader) -> set[str]:
    return {row["id"] for row in reader.rows(Query("SELECT id FROM demand"))}


def test_other_names_of_a_country_find_the_same(reader: Reader) -> None:
    burma = found(reader, "Burma")

    assert burma == found(reader, "myanmar") == found(reader, "BURMA!")
    assert "2006-hrw-ban-ki-moon/14" in burma
    assert found(reader, "north korea") == found(reader, "DPRK") != set()
    assert found(reader, "north korea") == found(reader, "D.P.R.K.")
    assert found(reader, '"north korea"') == found(reader, "North Korea's")


def test_a_name_that_others_have_too_is_no_other_name(reader: Reader) -> None:
    north, korea = found(reader, "north korea"), found(reader, "korea")

    assert found(reader, "south korea") <= korea
    assert north <= korea
    (hit,) = find_hits(reader, "DPRK", Filters(limit=1)).hits
    pieces = {getattr(hit.demand, m.field)[m.start : m.end] for m in hit.matches}
    assert "Korea" not in pieces


def test_a_name_is_found_among_other_words(reader: Reader) -> None:
    both = found(reader, "north korea abduction OR north korea crimes")

    assert both <= found(reader, "DPRK")
    assert found(reader, "concrete Burma") == found(reader, "Myanmar concrete") != set()


def test_all_words_must_be_found(reader: Reader) -> None:
    both = found(reader, "Burma concrete")

    assert both == found(reader, "Burma") & found(reader, "concrete") != set()
    assert both == found(reader, "Burma AND concrete")
    assert found(reader, "Burma unicorn") == set()


def test_a_word_is_found_in_all_its_forms(reader: Reader) -> None:
    assert found(reader, "rapporteur") == found(reader, "Rapporteurs") != set()
    assert found(reader, "releasing") == found(reader, "release") != set()
    assert found(reader, "apporteurs") == set()


def test_a_star_asks_for_the_beginning(reader: Reader) -> None:
    assert found(reader, "rapport*") >= found(reader, "rapporteurs") != set()
    assert found(reader, "rapport") == set()
    # The stem of each of these ends before the beginning that is asked for.
    assert found(reader, "ministries*") >= found(reader, "ministry")
    assert found(reader, "conduc* visi*") <= found(reader, "visi*")


def test_quotes_make_a_phrase(reader: Reader) -> None:
    phrase = found(reader, '"special rapporteurs"')

    assert phrase
    assert phrase <= found(reader, "rapporteurs special")
    assert phrase == found(reader, "“special rapporteur”")
    assert phrase == found(reader, '"special rapp"*') == found(reader, "special-rapp*")
    assert found(reader, '"rapporteurs special"') == set()


def test_a_phrase_does_not_go_from_the_summary_into_the_quote(reader: Reader) -> None:
    (demand,) = search_demands(reader, '"special rapporteurs"', None)
    last = demand.summary.split()[-1]
    first = demand.quote.split()[0]

    assert demand.id in found(reader, f"{last} {first}")
    assert demand.id not in found(reader, f'"{last} {first}"')


def test_words_between_words(reader: Reader) -> None:
    women, burma = found(reader, "women"), found(reader, "burma")
    china = found(reader, "china")

    assert found(reader, "women OR burma") == women | burma
    assert found(reader, "(women OR china) NOT burma") == (women | china) - burma
    assert found(reader, "women OR china -burma") == women | (china - burma)
    assert found(reader, "women china") == women & china
    assert found(reader, "NOT women") == everything(reader) - women
    assert found(reader, "NOT women OR women") == everything(reader)
    assert found(reader, "china -(women OR government)") == china - women - found(
        reader, "government"
    )
    assert found(reader, "NOT NOT women") == women
    assert found(reader, "women -women") == set()


def test_what_cannot_be_read_is_searched_as_words(reader: Reader) -> None:
    china = found(reader, "china")

    assert found(reader, "((china") == found(reader, "china))") == china
    assert found(reader, '"china') == found(reader, 'china "') == china
    assert found(reader, "china AND") == found(reader, "china and")
    assert found(reader, "OR china") == found(reader, "or china")
    assert found(reader, "china () *") == found(reader, "china - --") == china
    assert found(reader, "women AND OR burma") == found(reader, "women and") | found(
        reader, "burma"
    )


def test_filters_narrow_a_search(reader: Reader) -> None:
    everything = found(reader, "women")
    must = found(reader, "women", Filters(strengths=("must",)))

    assert must < everything
    assert len(search_demands(reader, "women", Filters(limit=2))) == 2


@pytest.mark.parametrize("words", ["", " ", "!!!", '""', "\0", "\udcff", "* () -", "^"])
def test_what_has_no_words_finds_nothing(reader: Reader, words: str) -> None:
    assert found(reader, words) == set()


def test_quotes_of_sql_are_words(reader: Reader) -> None:
    assert found(reader, "' OR 1=1 --") == found(reader, '"1 1" or')


@settings(max_examples=300, deadline=None, derandomize=True)
@given(words=st.text(max_size=60))
def test_any_text_is_a_legal_search(shipped_sqlite: str, words: str) -> None:
    with open_reader(shipped_sqlite) as reader:
        found(reader, words)


@pytest.mark.postgresql
def test_any_search_finds_the_same_on_both(
    shipped_sqlite: str, shipped_postgresql: str
) -> None:
    @settings(max_examples=400, deadline=None, derandomize=True)
    @given(words=SEARCHES)
    def same(words: str) -> None:
        mine, theirs = find_hits(lite, words), find_hits(server, words)
        assert mine == theirs

    with open_reader(shipped_sqlite) as lite, open_reader(shipped_postgresql) as server:
        same()


LISTED = """\
torture|tortured|tortur*|release|releases prisoners|"human rights"|"human right"|
human-rights|Burma|Myanmar|Birmanie|north korea|DPRK|"Côte d'Ivoire"|cote d ivoire|
l'État|état|ÉTAT|C++|women girls|women OR girls|women NOT girls|-women|NOT women|
China's government|government\u2019s|U.N.|UN|special rapporteurs|"special rapporteurs"|
rapp*|r*|"security council"|"security coun"*|security AND council|(security council)|
((((darfur))))|darfur sudan|"darfur|darfur"|AND|OR|NOT|AND OR NOT|NEAR(a b)|a:b|^a|
a + b|col:x|{a b}|人权|人|مرحبا|الصين|Россия|naïve|ﬁnal|½|1,000|2016|R2P|responsib*|
responsibility to protect|"responsibility to protect"|the|the of and to|th* AND -the|
international criminal court|ICC|ministr* OR visit*|happy*|dying|skies|news|x'y"z(\
""".replace("\n", "").split("|")


@pytest.mark.postgresql
@pytest.mark.parametrize("sort", SORTS)
def test_a_list_of_searches_finds_the_same_on_both(
    shipped_sqlite: str, shipped_postgresql: str, sort: str
) -> None:
    with open_reader(shipped_sqlite) as lite, open_reader(shipped_postgresql) as server:
        mine = {words: find_hits(lite, words, sort=sort) for words in LISTED}
        theirs = {words: find_hits(server, words, sort=sort) for words in LISTED}

    assert mine == theirs
    assert sum(bool(hits.hits) for hits in mine.values()) > 40


@pytest.mark.parametrize(
    "words",
    [
        "a" * 60_000,
        "ж" * 60_000,
        " ".join(f"w{n}" for n in range(5_000)),
        '"' + "word " * 20_000 + '"',
        "%" * 50_000,
        "(" * 5_000 + "unicorn" + ")" * 5_000,
        "NOT " * 5_000 + "unicorn unicorn",
        " AND ".join(["(unicorn OR unicorns*)"] * 1_000),
        " ".join(f"(unicorn{n} OR (NOT china women" for n in range(300)),
        "-" * 9_999 + " zebra",
        "人权" * 5_000,
    ],
)
def test_no_length_and_no_depth_is_too_much_for_either(
    reader: Reader, words: str
) -> None:
    assert len(found(reader, words)) <= 105


def test_the_best_come_first_and_equal_ones_newest_first(reader: Reader) -> None:
    hits = find_hits(reader, "rapporteurs OR visits OR china").hits
    scores = [hit.score or 0 for hit in hits]

    assert scores == sorted(scores, reverse=True)
    assert hits[0].score != hits[-1].score
    same = [h.demand.latest for h in find_hits(reader, "NOT china").hits]
    assert same == sorted(same, reverse=True)


def test_newest_first_has_the_order_of_other_answers(reader: Reader) -> None:
    hits = find_hits(reader, "china", sort="newest").hits
    best = find_hits(reader, "china").hits
    order = [demand.id for demand in search.search_demands(reader, "NOT zebra")]

    assert {hit.demand.id for hit in hits} == {hit.demand.id for hit in best}
    assert [hit.demand.id for hit in hits] == sorted(
        (hit.demand.id for hit in hits), key=order.index
    )
    with pytest.raises(UsageError, match="no order"):
        find_hits(reader, "china", sort="best")


def test_of_too_many_hits_the_newest_are_ranked(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = find_hits(reader, "the")
    for module in (search, ranking):
        monkeypatch.setattr(module, "RANKED", 10)
    few = find_hits(reader, "the", Filters(limit=5))
    every = find_hits(reader, "the")
    newest = find_hits(reader, "the", sort="newest").hits

    assert before.all_ranked
    assert not few.all_ranked
    assert not every.all_ranked
    assert [hit.demand.id for hit in few.hits] == [
        hit.demand.id for hit in every.hits[:5]
    ]
    ranked = {hit.demand.id for hit in every.hits if hit.score is not None}
    assert ranked == {hit.demand.id for hit in newest[:10]}
    assert [h.demand.id for h in every.hits[10:]] == [h.demand.id for h in newest[10:]]
    assert len(every.hits) == len(before.hits)


def test_places_say_where_the_words_stand(reader: Reader) -> None:
    (hit,) = find_hits(reader, '"special rapporteur" OR visit NOT burma zebra').hits[:1]
    pieces = [getattr(hit.demand, m.field)[m.start : m.end] for m in hit.matches]

    assert "special rapporteurs" in pieces
    assert {piece.lower() for piece in pieces} <= {
        "special rapporteurs",
        "visits",
        "visit",
        "visiting",
    }
    assert all(match.field in ("summary", "quote", "text") for match in hit.matches)


def test_every_hit_of_words_alone_has_a_place(reader: Reader) -> None:
    for words in ("releas*", "women", '"human rights"', "ministry OR visits"):
        assert all(hit.matches for hit in find_hits(reader, words).hits)


def test_the_command_offers_the_orders_there_are() -> None:
    assert OFFERED == SORTS
    assert f"{ranking.RANKED:,}" in TOO_MANY


def test_a_terminal_and_markdown_mark_the_words(shipped_sqlite: str) -> None:
    page = ask("search", "special rapporteurs", "--format", "md", db=shipped_sqlite)
    plain = ask("search", "special rapporteurs", db=shipped_sqlite)
    record = ask("search", "special rapporteurs", "--format", "json", db=shipped_sqlite)

    assert "**special** **rapporteurs** who" in page.out
    assert "special rapporteurs”" in plain.out
    assert "\x1b" not in plain.out
    assert "*" not in plain.out
    assert max(plain.out) < "\ufdd0"
    assert '"field": "quote"' in record.out
    assert '"score": ' in record.out


def test_the_shell_s_quotes_make_a_phrase_but_of_no_search(shipped_sqlite: str) -> None:
    def ids(*words: str) -> list[str]:
        said = ask("search", *words, "--format", "csv", db=shipped_sqlite)
        return [line.split(",")[0] for line in said.out.splitlines()[1:]]

    assert ids("special rapporteurs") == ids('"special rapporteurs"')
    assert ids("women OR burma") == ids("women", "OR", "burma") != []
    assert ids("china -women") == ids("china", "NOT", "women") != []


def test_the_statement_finds_what_the_command_does(shipped_sqlite: str) -> None:
    words = ("search", "(burma OR women)", "-ministry", "--country", "MMR")
    statement = program(*words, "--sql", db=shipped_sqlite).out
    with open_reader(shipped_sqlite) as reader:
        rows = reader.rows(Query(statement.rstrip().rstrip(";")))
        chosen = Filters(countries=("MMR",))
        expected = found(reader, "(burma OR women) -ministry", chosen)

    assert {row["id"] for row in rows} == expected != set()
