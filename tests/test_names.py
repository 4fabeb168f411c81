"""Names as a person types them are found, or answered with candidates."""

import shlex
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded import ask

from hrdemands.errors import NotFound
from hrdemands.queries import Reader, open_reader
from hrdemands.queries.completion import begin_with
from hrdemands.queries.names import KINDS, resolve
from hrdemands.queries.sqltext import Query


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("country", "China", "CHN"),
        ("country", "CN", "CHN"),
        ("country", "chn", "CHN"),
        ("country", "  china ", "CHN"),
        ("country", "North Korea", "PRK"),
        ("country", "DPRK", "PRK"),
        ("country", "D.P.R.K.", "PRK"),
        ("country", "Burma", "MMR"),
        ("country", "MYANMAR", "MMR"),
        ("country", "cote d ivoire", "CIV"),
        ("country", "Côte d\u2019Ivoire", "CIV"),
        ("country", "COTE D'IVOIRE", "CIV"),
        ("country", "the United States", "USA"),
        ("country", "Turkiye", "TUR"),
        ("issue", "death-penalty", "death-penalty"),
        ("issue", "Death Penalty", "death-penalty"),
        ("organization", "HRW", "human-rights-watch"),
        ("recipient", "UN Secretary-General", "un-secretary-general"),
        ("recipient", "un secretary general", "un-secretary-general"),
        ("recipient", "Ban Ki-moon", "ban-ki-moon"),
        ("actor", "China", "CHN"),
        ("actor", "UN Secretary-General", "un-secretary-general"),
        ("action", "release", "release"),
        ("region", "Africa", "africa"),
        ("letter", "2014-joint-kerry", "2014-joint-kerry"),
        ("letter", "Your Upcoming Trip to China", "2016-hrw-ban-ki-moon"),
        ("ask", "uphold-r2p", "uphold-r2p"),
        ("place", "Darfur", "darfur"),
    ],
)
def test_a_name_is_found(reader: Reader, kind: str, typed: str, meant: str) -> None:
    assert resolve(reader, kind, typed) == meant


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (
            "country",
            "Congo",
            (
                "'Congo' is ambiguous: Democratic Republic of the Congo (COD) or"
                " Republic of the Congo (COG) (name the country by its id)"
            ),
        ),
        (
            "country",
            "korea",
            (
                "'korea' is ambiguous: South Korea (KOR) or North Korea (PRK) (name the"
                " country by its id)"
            ),
        ),
        (
            "country",
            "Chinna",
            "'Chinna' is no known country (did you mean China (CHN)",
        ),
        (
            "country",
            "Darfur",
            (
                "'Darfur' is no known country (Darfur is a place in SDN; try"
                " 'hrdemands demands --place darfur')"
            ),
        ),
        (
            "issue",
            "zzzzzz",
            "'zzzzzz' is no known issue ('hrdemands issues' lists them)",
        ),
        ("issue", "", "'' is no known issue ('hrdemands issues' lists them)"),
        ("letter", "!!!", "'!!!' is no known letter ('hrdemands letters' lists them)"),
        ("action", "relaese", "(did you mean Release (release)"),
    ],
)
def test_what_is_no_name_is_answered_with_candidates(
    reader: Reader, kind: str, typed: str, said: str
) -> None:
    with pytest.raises(NotFound) as caught:
        resolve(reader, kind, typed)

    assert said in str(caught.value)


def test_every_remedy_names_a_command_that_lists_the_kind(
    shipped_sqlite: str,
) -> None:
    for kind in KINDS.values():
        done = ask(*shlex.split(kind.command), db=shipped_sqlite)
        assert done.status == 0, kind
        assert done.out, kind


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_id_and_unambiguous_name_of_every_thing_is_found(
    sqlite_reader: Reader, kind: str
) -> None:
    rows = sqlite_reader.rows(Query(KINDS[kind].names))
    owners: dict[str, set[str]] = {}
    for row in rows:
        owners.setdefault(row["folded"], set()).add(row["id"])

    assert rows
    for row in rows[:: max(len(rows) // 150, 1)]:
        assert resolve(sqlite_reader, kind, row["id"]) == row["id"]
        if len(owners[row["folded"]]) == 1:
            assert resolve(sqlite_reader, kind, row["folded"].upper()) == row["id"]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(typed=st.text(max_size=30), kind=st.sampled_from(sorted(KINDS)))
def test_any_text_is_a_name_or_not_found(
    shipped_sqlite: str, typed: str, kind: str
) -> None:
    with open_reader(shipped_sqlite) as reader:
        ids = {row["id"] for row in reader.rows(Query(KINDS[kind].names))}
        found = ""
        with suppress(NotFound):
            found = resolve(reader, kind, typed)
        assert not found or found in ids


@pytest.mark.parametrize(
    "typed", ["\udcff", "\0", "q\0q", "%", "_", "\\", "'", "x" * 100_000, "\u202e"]
)
@pytest.mark.parametrize("kind", ["country", "issue", "letter"])
def test_odd_text_is_not_found_on_both(reader: Reader, kind: str, typed: str) -> None:
    with pytest.raises(NotFound) as caught:
        resolve(reader, kind, typed)

    assert len(str(caught.value)) < 300
    assert begin_with(reader, kind, typed, 5) == []


@pytest.mark.parametrize(
    ("kind", "typed", "offered"),
    [
        ("country", "Chi", "China"),
        ("country", "chi", "Chile"),
        ("country", "North K", "PRK"),
        ("country", "bur", "MMR"),
        ("issue", "death", "death-penalty"),
        ("letter", "2014", "2014-joint-kerry"),
        ("letter", "your up", "2016-hrw-ban-ki-moon"),
        ("target", "Chin", "CHN"),
        ("mechanism", "international criminal", "international-criminal-court"),
        ("ask", "uphold", "uphold-r2p"),
        ("demand", "2014-joint-kerry/1", "2014-joint-kerry/1"),
        ("region", "Afr", "africa"),
    ],
)
def test_a_beginning_is_completed(
    reader: Reader, kind: str, typed: str, offered: str
) -> None:
    assert offered in [value for value, _ in begin_with(reader, kind, typed, 50)]


def test_nothing_typed_offers_the_first_of_all(reader: Reader) -> None:
    found = begin_with(reader, "country", "", 7)

    assert len(found) == 7
    assert found[0] == ("Aruba", "Aruba")
