"""Asks in brief, as proposals show them: the same as their whole histories say."""

import json
from pathlib import Path

from loaded import ask
from smallseeds import Data, Seeds, import_document, many_letters

from hrdemands.present.coverage import COVERAGE
from hrdemands.queries.asks import ask_history, find_asks
from hrdemands.queries.brief import MOST_MEMBERS, ask_in_brief, ask_overall
from hrdemands.queries.demands import voices
from hrdemands.queries.reader import Reader, open_reader
from hrdemands.queries.results.coverage import Covered, Precedent
from hrdemands.queries.results.demands import Demand

ASK = "speak-out-on-crimes"


def once(groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for group in groups for each in group))


def agree(reader: Reader, key: str) -> list[Demand]:
    """Hold what is fetched of an ask to its history; return the demands that are it."""
    history = ask_history(reader, key)
    made = [m.demand for m in history.members if m.judgement == "same"]
    whole, brief = ask_overall(reader, key), ask_in_brief(reader, key)
    assert (whole.id, whole.name) == (key, history.ask.name)
    assert whole.made_in == tuple(demand.id for demand in made)
    assert whole.years == once([(demand.earliest[:4],) for demand in made])
    assert whole.senders == once([voices(demand) for demand in made])
    assert whole.recipients == once([demand.recipient_names for demand in made])
    assert (brief.name, brief.scope) == (history.ask.name, history.scope)
    words = {demand.id: demand.summary or demand.quote for demand in made}
    assert all(words[member] == said for member, said in brief.members)
    assert len(brief.members) == min(len(made), MOST_MEMBERS)
    return made


def test_the_shipped_asks(reader: Reader) -> None:
    for each in find_asks(reader):
        agree(reader, each.id)


def test_an_ask_that_is_made_often_and_was_recommended(
    migrated: str, tmp_path: Path
) -> None:
    seeds = Seeds()
    folder = seeds.write(tmp_path / "before")
    assert ask("load", str(folder), "--alone", db=migrated).status == 0
    import_document(migrated)
    many_letters(seeds, 30)
    members: list[Data] = seeds.asks["asks"][0]["memberships"]
    others = ("upr-09-mmr/1", *(f"2017-copy-{n}/1" for n in range(30)))
    members += [members[0] | {"demand": each} for each in others]
    folder = seeds.write(tmp_path / "seeds")
    assert ask("load", str(folder), "--alone", db=migrated).status == 0

    with open_reader(migrated) as reader:
        made = agree(reader, ASK)
        brief = ask_in_brief(reader, ASK)
    assert len(made) == 33
    assert brief.members[0][0] == made[0].id
    assert {demand.source for demand in made} == {"letters", "upr"}
    programs_get_all_and_persons_the_newest(migrated)


def programs_get_all_and_persons_the_newest(url: str) -> None:
    """Of 34 demands judged against the ask, all where they may be counted."""
    for form, newest in (("json", 34), ("jsonl", 34), ("csv", 34), ("md", 20)):
        said = ask("ask", ASK, "--format", form, db=url)
        cut = "" if newest == 34 else "20 of 34 demands shown, the newest; --all"
        assert cut in said.err
        assert bool(said.err) == bool(cut)
        if form == "json":
            assert len(json.loads(said.out)["members"]) == newest
        elif form == "csv":
            assert said.out.count("\n") == newest + 1
    few = ask("ask", ASK, "--format", "json", "--limit", "2", db=url)
    assert len(json.loads(few.out)["members"]) == 2
    assert "2 of 34" in few.err


def test_a_table_names_few_of_many_demands() -> None:
    made = tuple(f"2014-one/{n}" for n in range(1, 1013))
    precedent = Precedent(
        ASK, made, 0.5, ("words",), "2014", ("Watch",), (), "Speak", None, (ASK,), None
    )
    shown = COVERAGE.columns[1].text(
        Covered(
            1,
            "sentence",
            1,
            0,
            5,
            "Speak",
            precedent_found=True,
            precedents=(precedent,),
        )
    )

    assert "2014-one/10, 1,002 more)" in shown
    assert "2014-one/11" not in shown
