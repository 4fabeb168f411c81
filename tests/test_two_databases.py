"""SQLite and PostgreSQL give the same bytes to every question."""

import re
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loaded import OVERLAPPED, SPANNING, UNMADE_ASK, Said, ask

from hrdemands.queries.filters import (
    AUDIENCES,
    CATEGORIES,
    RESPONSES,
    ROLES,
    SOURCES,
    STRENGTHS,
)
from hrdemands.queries.recurrence import KEYS, SORTS
from hrdemands.queries.responses import BY
from hrdemands.vocabulary import Audience, CountryRole, Strength, values

pytestmark = pytest.mark.postgresql

VALUES = {
    "country": "SELECT code FROM country WHERE code IN"
    " (SELECT country_code FROM demand_country) OR code IN ('COD', 'FRA')",
    "region": "SELECT id FROM region",
    "place": "SELECT id FROM place",
    "issue": "SELECT id FROM issue",
    "organization": "SELECT actor_id FROM organization",
    "recipient": "SELECT office_id FROM recipient UNION SELECT holder_id FROM recipient"
    " WHERE holder_id IS NOT NULL",
    "target": "SELECT actor_id FROM demand_actor WHERE role = 'target'",
    "action": "SELECT action_id FROM demand",
    "group": "SELECT group_id FROM demand_group",
    "mechanism": "SELECT mechanism_id FROM demand_mechanism",
    "letter": "SELECT id FROM letter",
    "asking": "SELECT asking_id FROM demand WHERE asking_id IS NOT NULL",
    "ask": "SELECT id FROM ask",
}
CLOSED = {
    "role": ROLES,
    "strength": STRENGTHS,
    "audience": AUDIENCES,
    "source": SOURCES,
    "response": RESPONSES,
    "category": CATEGORIES,
}
DAYS = ["2006", "2014-09-10", "2016", "2016-06-20", "2016-10-13", "2020-02-24"]
FORMS = ["json", "jsonl", "csv", "md", "table"]


@pytest.fixture(scope="module")
def pool(mixed_sqlite: str) -> dict[str, list[str]]:
    connection = sqlite3.connect(mixed_sqlite)
    found = {
        name: sorted({row[0] for row in connection.execute(sql) if row[0]})
        for name, sql in VALUES.items()
    }
    connection.close()
    return found


@st.composite
def options(draw: st.DrawFn, pool: dict[str, list[str]], without: str) -> list[str]:
    """Draw up to four filters, as a person types them."""
    words: list[str] = []
    names = sorted(set(pool) | set(CLOSED) | {"year", "since", "until", "limit"})
    chosen = draw(st.lists(st.sampled_from(names), max_size=4, unique=True))
    for name in chosen:
        if name in without.split() or (name in ("since", "until") and "year" in chosen):
            continue
        values = pool.get(name) or CLOSED.get(name) or DAYS
        if name == "limit":
            words += ["--limit", str(draw(st.integers(0, 30)))]
        elif name in ("year", "since", "until"):
            day = draw(st.sampled_from(values))
            words += [f"--{name}", day[:4] if name == "year" else day]
        else:
            for value in draw(
                st.lists(st.sampled_from(values), min_size=1, max_size=3)
            ):
                words += [f"--{name}", value]
    return words + draw(st.sampled_from([[], [], ["--explicit"], ["--implied"]]))


@st.composite
def commands(draw: st.DrawFn, pool: dict[str, list[str]]) -> list[str]:
    """Draw a command that reads, with its arguments and filters."""
    name = draw(st.sampled_from(sorted(ARGUMENTS)))
    arguments = []
    for argument in ARGUMENTS[name].split():
        kind = argument.strip("<>")
        values = pool.get(kind) or MORE.get(kind)
        arguments.append(draw(st.sampled_from(values)) if values else argument)
    filters = draw(options(pool, WITHOUT.get(name, ""))) if name not in PLAIN else []
    return [name, *arguments, *filters]


ARGUMENTS = {
    "demands": "",
    "country": "<country>",
    "issue": "<issue>",
    "organization": "<organization>",
    "recipient": "<recipient>",
    "demand": "<demand>",
    "letters": "",
    "letter": "<letter>",
    "asks": "",
    "ask": "<ask>",
    "recurring": "--by <by> --min-years <n> --min-letters <n> --sort <sort>",
    "silent": "<when>",
    "compare": "<letter> <letter>",
    "timeline": "",
    "responses": "--by <answered>",
    "beside": "<country>",
    "search": "<word>",
    "issues": "",
    "countries": "",
    "organizations": "",
    "recipients": "",
}
MORE = {
    "by": list(KEYS),
    "answered": list(BY),
    "sort": list(SORTS),
    "n": ["0", "1", "2", "3"],
    "when": ["2007", "2015", "2016", "2017", "2021"],
    "word": ["Burma", "north korea", "women", "nachdrücklich", "%", '"speak out"', "a"],
    "demand": [f"{OVERLAPPED}/1", f"{SPANNING}/3", "2006-hrw-ban-ki-moon/4"],
}
PLAIN = {"demand", "letter", "ask", "compare"}
WITHOUT = {
    "country": "country",
    "beside": "country",
    "issue": "issue",
    "organization": "organization",
    "recipient": "recipient",
    "silent": "year since until ask",
    "timeline": "limit",
}


def without_moment(said: Said) -> Said:
    """What was said, but for when the letter was loaded."""
    loaded_at = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    return said._replace(out=loaded_at.sub("MOMENT", said.out))


@settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), form=st.sampled_from(FORMS), odd=st.booleans())
def test_every_command_gives_the_same_bytes(
    pool: dict[str, list[str]],
    request: pytest.FixtureRequest,
    data: st.DataObject,
    form: str,
    odd: bool,  # noqa: FBT001 - hypothesis names it
) -> None:
    words = [*data.draw(commands(pool)), "--format", form]
    kind = "mixed" if odd else "shipped"

    lite, server = (
        without_moment(ask(*words, db=request.getfixturevalue(f"{kind}_{database}")))
        for database in ("sqlite", "postgresql")
    )

    assert lite == server
    assert lite.status in (0, 1, 2)
    assert "Traceback" not in lite.err


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "words",
    [
        ["ask", "china-raise-concerns"],
        ["ask", UNMADE_ASK],
        ["letter", "2014-joint-kerry"],
        ["compare", SPANNING, OVERLAPPED],
        ["recurring", "--by", "issue", "--min-years", "0", "--min-letters", "0"],
        ["silent", "2021"],
        ["silent", "2007", "--new"],
        ["timeline"],
        ["country", "Korea"],
        ["country", "Atlantis"],
    ],
    ids=" ".join,
)
def test_what_is_uncertain_gives_the_same_bytes(
    words: list[str], form: str, uncertain_sqlite: str, uncertain_postgresql: str
) -> None:
    lite, server = (
        without_moment(ask(*words, "--format", form, db=database))
        for database in (uncertain_sqlite, uncertain_postgresql)
    )

    assert lite == server


@pytest.mark.parametrize(
    "command",
    [
        ["country", "CN", "--since", "2010", "--role", "subject", "--limit", "5"],
        ["issue", "international-justice"],
        ["organization", "HRW", "--implied"],
        ["recurring", "--by", "target"],
        ["silent", "2016"],
        ["compare", "2006-hrw-ban-ki-moon", "2016-joint-next-sg"],
        ["demand", "2006-hrw-ban-ki-moon/4"],
        ["letters", "--region", "Africa"],
        ["countries"],
        ["timeline", "--action", "release"],
        ["ask", "uphold-r2p"],
    ],
    ids=" ".join,
)
def test_the_sql_that_is_printed_runs_alike_on_both(
    command: list[str], shipped_sqlite: str, shipped_postgresql: str
) -> None:
    sql = ask(*command, "--sql", db=shipped_sqlite).out

    assert sql == ask(*command, "--sql", db=shipped_postgresql).out
    lite, server = (
        ask("sql", sql, "--format", "json", "--as-superuser", db=database)
        for database in (shipped_sqlite, shipped_postgresql)
    )
    assert lite.status == server.status == 0
    assert same_booleans(lite.out) == same_booleans(server.out)


def same_booleans(text: str) -> str:
    """SQLite has no booleans of its own."""
    text = re.sub(
        r'("explicit"|"is_primary"|"stated"): (0|1)\b',
        lambda found: f"{found[1]}: {'true' if found[2] == '1' else 'false'}",
        text,
    )
    return re.sub(r"\b1\.0\b", "1", text)


def test_the_closed_lists_are_the_vocabulary() -> None:
    assert list(ROLES) == values(CountryRole)
    assert list(STRENGTHS) == values(Strength)
    assert list(AUDIENCES) == values(Audience)
