"""What may have been asked again, and what letters ask that others recommended."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from loaded import ask
from smallseeds import import_document, made, review

from hrdemands.errors import ExitStatus
from hrdemands.proposals.echoes import find_again, find_echoes
from hrdemands.queries import Filters, Reader, open_reader
from hrdemands.vocabulary import LetterKind, Response, Source

MYANMAR = Filters(countries=("MMR",), roles=("subject",), sources=("upr",))


@pytest.fixture(scope="module")
def reviewed(shipped_sqlite: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a database with two reviews of Myanmar, and one of China."""
    path = str(tmp_path_factory.mktemp("reviewed") / "reviewed.db")
    shutil.copy(Path(shipped_sqlite), path)
    noted = {"asking": "FRA", "response": Response.NOTED, "issues": ("death-penalty",)}
    accepted = {**noted, "asking": "DEU", "response": Response.ACCEPTED}
    treaty = "Ratify the Convention against Torture"
    for document in (
        review(
            "upr-10-mmr",
            "MMR",
            2011,
            made(1, "MMR", f"Sign and ratify {treaty[7:]}.", **noted),
            made(2, "MMR", "Abolish the death penalty in law.", **accepted),
            made(3, "MMR", f"{treaty} without delay.", **accepted),
        ),
        review(
            "upr-23-mmr",
            "MMR",
            2015,
            made(1, "MMR", "Consider ratifying the Convention on Torture.", **accepted),
            made(2, "MMR", "Withdraw from the Convention against Torture.", **noted),
            made(3, "MMR", "Restore the death penalty.", **noted),
        ),
        review(
            "uhri-a-hrc-1",
            "MMR",
            2014,
            made(1, "MMR", "Abolish the death penalty.", asking="FRA"),
            made(2, "CHN", "Abolish the death penalty.", asking="FRA"),
        ).model_copy(update={"source": Source.UHRI, "kind": LetterKind.REPORT}),
        review("upr-17-chn", "CHN", 2013, made(1, "CHN", f"{treaty}.", **noted)),
    ):
        import_document(path, document)
    return path


@pytest.fixture
def reader(reviewed: str) -> Iterator[Reader]:
    with open_reader(reviewed) as opened:
        yield opened


def test_a_later_demand_of_the_same_country_is_proposed(reader: Reader) -> None:
    found = find_again(reader, MYANMAR, at_least=0.3, limit=1)

    pairs = {(a.earlier.id, a.later.id) for a in found}
    assert ("upr-10-mmr/1", "upr-23-mmr/1") in pairs
    assert all(a.later.earliest > a.earlier.latest for a in found)
    assert not [a for a in found if a.later.letter == "upr-17-chn"]
    assert all(a.judgement == "proposed" and a.reasons for a in found)


def test_filters_choose_the_earlier_demands(reader: Reader) -> None:
    noted = MYANMAR.but(responses=("noted",))

    found = find_again(reader, noted, at_least=0.3, limit=3)

    assert {a.earlier.id for a in found} == {"upr-10-mmr/1"}
    assert found[0].later.response == "accepted"


def test_opposites_are_no_repetition(reader: Reader) -> None:
    found = find_again(reader, MYANMAR, at_least=0.3, limit=5)

    pairs = {(a.earlier.id, a.later.id) for a in found}
    assert ("upr-10-mmr/2", "upr-23-mmr/3") not in pairs
    assert ("upr-10-mmr/1", "upr-23-mmr/2") not in pairs


def test_letters_have_echoes(reader: Reader) -> None:
    found = find_echoes(reader, Filters(sources=("upr",)), at_least=0.3)

    death_penalty = {e.id: e for e in found}["2016-joint-next-sg/50"]
    assert death_penalty.best.id == "upr-10-mmr/2"
    assert death_penalty.accepted >= 1
    assert all(e.demands >= e.accepted + e.noted for e in found)
    assert all(e.score >= 0.3 for e in found)


def test_countries_of_echoes_are_what_the_demands_are_about(reader: Reader) -> None:
    """A report's id names no country, and a letter's date may span two years."""
    found = find_echoes(reader, Filters(sources=("uhri",)), at_least=0.3)

    death_penalty = {e.id: e for e in found}["2016-joint-next-sg/50"]
    assert (death_penalty.demands, death_penalty.countries) == (2, 2)
    assert (death_penalty.first_year, death_penalty.last_year) == (2014, 2014)


def test_proposals_are_said_to_be_proposals(reviewed: str) -> None:
    for command in (("again", "Myanmar", "--source", "upr"), ("echoes",)):
        table = ask(*command, "--at-least", "0.3", db=reviewed)
        found = ask(*command, "--at-least", "0.3", "--format", "json", db=reviewed)

        assert table.status == ExitStatus.OK
        assert "none is judged" in table.err
        assert {row["judgement"] for row in json.loads(found.out)} == {"proposed"}


def test_nothing_that_is_alike_is_no_error(reviewed: str) -> None:
    said = ask("again", "Norway", db=reviewed)

    assert (said.status, said.out) == (ExitStatus.OK, "")
    assert "no demands may have been asked again" in said.err
