"""Which database a name means; no message ever shows a password."""

import pytest

from hrdemands.errors import UsageError
from hrdemands.queries.failures import postgresql_failure
from hrdemands.queries.target import DEFAULT, VARIABLE, Target, read_target

FILES = {
    "hrdemands.db": "hrdemands.db",
    "./a b.db": "./a b.db",
    "/tmp/x.db": "/tmp/x.db",  # noqa: S108 - nothing is written there
    "C:\\data\\x.db": "C:\\data\\x.db",
    "c:/data/x.db": "c:/data/x.db",
    "sqlite:///x.db": "x.db",
    "sqlite:////tmp/x.db": "/tmp/x.db",  # noqa: S108
    "sqlite+pysqlite:///x.db": "x.db",
    "SQLite:///a%20b.db": "a b.db",
    "file:x.db": "file:x.db",
    "a:b": "a:b",
}
SERVERS = {
    "postgresql://h/d": "postgresql://h/d",
    "postgres://h/d": "postgresql://h/d",
    "PostgreSQL+psycopg://u:p@h:5433/d?x=y": "postgresql://u:p@h:5433/d?x=y",
    "postgresql:///d?host=/run/x": "postgresql:///d?host=/run/x",
}
REFUSED = [
    "mysql://h/d",
    "postgresql+psycopg2://h/d",
    "sqlite://",
    "sqlite:///",
    "sqlite://x.db",
    "sqlite:///x.db?mode=ro",
    ":memory:",
    "sqlite:///:memory:",
    "https://example.org/x.db",
]


@pytest.mark.parametrize("named", FILES)
def test_a_path_is_a_file(named: str) -> None:
    assert read_target(named) == Target("sqlite", FILES[named])


@pytest.mark.parametrize("named", SERVERS)
def test_a_url_of_postgresql_is_kept_as_it_is(named: str) -> None:
    assert read_target(named) == Target("postgresql", SERVERS[named])


@pytest.mark.parametrize("named", REFUSED)
def test_anything_else_is_refused_with_what_to_write(named: str) -> None:
    with pytest.raises(UsageError) as error:
        read_target(named)

    assert error.value.remedy


def test_the_option_goes_before_the_variable_before_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, "variable.db")
    assert read_target("option.db").place == "option.db"
    assert read_target().place == "variable.db"

    monkeypatch.setenv(VARIABLE, "")
    assert read_target().place == DEFAULT


LABELS = {
    "postgresql://u:secret@h/d": "postgresql://u:***@h/d",
    "postgresql://u:secret@h:5432/d?sslmode=require": (
        "postgresql://u:***@h:5432/d?sslmode=require"
    ),
    "postgresql://:secret@h/d": "postgresql://:***@h/d",
    "postgresql://u:se@cret@h/d": "postgresql://u:***@h/d",
    "postgresql://u:se/cret@h/d": "postgresql://u:***@h/d",
    "postgresql://u:se?cret@h/d": "postgresql://u:***@h/d",
    "postgresql://u:se:cret@h/d": "postgresql://u:***@h/d",
    "postgresql:///d?user=u&password=secret&host=h": (
        "postgresql:///d?user=u&password=***&host=h"
    ),
    "postgresql:///d?sslpassword=secret": "postgresql:///d?sslpassword=***",
    "postgresql://h/d?PASSWORD=secret": "postgresql://h/d?PASSWORD=***",
    "postgresql://u@h/d": "postgresql://u@h/d",
    "postgresql://h:5432/d": "postgresql://h:5432/d",
    "postgresql:///d?host=/run/x": "postgresql:///d?host=/run/x",
    "notes/2006.db": "notes/2006.db",
    "\x1b[31mred.db": "<U+001B>[31mred.db",
}


@pytest.mark.parametrize("url", LABELS)
def test_a_label_names_the_database_and_no_password(url: str) -> None:
    assert read_target(url).label == LABELS[url]


def test_a_url_that_is_refused_keeps_its_password() -> None:
    for url in ("mysql://u:secret@h/d", "sqlite://u:secret@h/d?x"):
        with pytest.raises(UsageError) as error:
            read_target(url)
        assert "secret" not in str(error.value)


class ProgrammingError(Exception):
    """What psycopg calls a URL that it cannot read, which it quotes."""


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://u:se%zzcret@h/d", 'invalid percent-encoded token: "se%zzcret"'),
        ("postgresql://u:secret@[::1/d", 'no "]" in "postgresql://u:secret@[::1/d"'),
    ],
)
def test_a_driver_s_complaint_of_a_url_is_not_repeated(url: str, said: str) -> None:
    message = str(postgresql_failure(ProgrammingError(said), read_target(url)))

    assert "secret" not in message
    assert "cret" not in message.replace("***", "")
    assert "%40 for @" in message
