"""A user's own SQL reads and does nothing else, and says where it is wrong."""

import hashlib
import json
import math
import time
from functools import partial
from pathlib import Path

import pytest
from loaded import ask, program

from hrdemands.errors import SqlError
from hrdemands.queries import Filters, Reader, find_demands, open_reader
from hrdemands.queries import run_sql as run_confined_sql
from hrdemands.queries.sqltext import Query

# The tests' server is a superuser's.
run_sql = partial(run_confined_sql, as_superuser=True)

ENDLESS = {
    "sqlite": (
        "WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)"
        " SELECT count(*) FROM r"
    ),
    "postgresql": "SELECT pg_sleep(60)",
}


def test_columns_and_rows_come_back(reader: Reader) -> None:
    table = run_sql(
        reader,
        "SELECT n, summary FROM demand WHERE letter_id = :letter AND n <= :n"
        " ORDER BY n",
        {"letter": "2014-joint-kerry", "n": 3},
    )

    assert table.columns == ("n", "summary")
    assert [row[0] for row in table.rows] == [1, 2, 3]
    assert not table.more


def test_no_rows_have_columns_too(reader: Reader) -> None:
    table = run_sql(reader, "SELECT id, n FROM demand WHERE 1 = 0")

    assert table == (("id", "n"), (), False)


def test_rows_are_cut_at_the_limit(reader: Reader) -> None:
    everything = run_sql(reader, "SELECT id FROM demand ORDER BY id")
    cut = run_sql(reader, "SELECT id FROM demand ORDER BY id;", max_rows=5)

    assert cut.rows == everything.rows[:5]
    assert cut.more
    whole = run_sql(
        reader, "SELECT id FROM demand ORDER BY id", max_rows=len(everything.rows)
    )
    assert not whole.more


WRITES = (
    "DELETE FROM demand",
    "UPDATE demand SET summary = 'x'",
    "INSERT INTO alembic_version VALUES ('x')",
    "DROP TABLE demand",
    "CREATE TABLE x (y int)",
    "CREATE VIEW x AS SELECT 1",
    "WITH d AS (SELECT 1) DELETE FROM demand",
    "SELECT 1; DELETE FROM demand",
    "SELECT 1; SELECT 2",
    "COMMIT",
    "BEGIN",
    "ROLLBACK",
    "VACUUM",
    "REINDEX",
    "ANALYZE",
)
ON_SQLITE = (
    "ATTACH 'x.db' AS y",
    "ATTACH ':memory:' AS y",
    "PRAGMA query_only = OFF",
    "PRAGMA user_version = 7",
    "PRAGMA journal_mode = WAL",
    "PRAGMA writable_schema = ON",
    "CREATE TEMP TABLE x (y)",
    "VACUUM INTO 'x.db'",
    "SELECT load_extension('x')",
    "SELECT writefile('x', 'y')",
    "DETACH main",
    "SAVEPOINT x",
)
ON_POSTGRESQL = (
    "SET TRANSACTION READ WRITE",
    "CREATE TEMP TABLE x (y int)",
    "SELECT * INTO x FROM demand",
    "COPY demand TO '/tmp/hrdemands-must-not-be'",
    "SELECT nextval('x')",
    "DO $$ BEGIN DELETE FROM demand; END $$",
    "WITH d AS (DELETE FROM demand RETURNING *) SELECT * FROM d",
    "SELECT * FROM demand FOR UPDATE",
    "LOCK TABLE demand",
    "NOTIFY x",
    "RESET ALL",
)


def state(database: str) -> object:
    """All that could have changed."""
    if "://" not in database:
        return hashlib.sha256(Path(database).read_bytes()).hexdigest()
    with open_reader(database) as reader:
        return reader.rows(Query("SELECT * FROM demand ORDER BY id"))


@pytest.mark.parametrize("sql", WRITES)
def test_nothing_can_be_written(shipped: str, sql: str) -> None:
    refuse(shipped, sql)


@pytest.mark.parametrize("sql", ON_SQLITE)
def test_nothing_can_be_written_on_sqlite(
    shipped_sqlite: str, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refuse(shipped_sqlite, sql)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("sql", ON_POSTGRESQL)
def test_nothing_can_be_written_on_postgresql(
    shipped_postgresql: str, sql: str
) -> None:
    refuse(shipped_postgresql, sql)


def refuse(database: str, sql: str) -> None:
    """Run *sql*: it must fail, change nothing, and leave the reader fit for use."""
    before = state(database)
    with open_reader(database) as reader:
        with pytest.raises(SqlError) as caught:
            run_sql(reader, sql)
        assert len(find_demands(reader, Filters(limit=1))) == 1
    assert "\n" not in str(caught.value)
    assert state(database) == before


def test_a_statement_ends_at_its_time_limit(shipped: str) -> None:
    with open_reader(shipped) as reader:
        with pytest.raises(SqlError) as caught:
            run_sql(reader, ENDLESS[reader.target.kind], seconds=0.2)
        assert str(caught.value) == (
            "the statement took longer than 0.2 s (raise the limit by --timeout)"
        )
        assert find_demands(reader)


def test_a_time_limit_ends_with_its_statement(shipped: str) -> None:
    """The reader lives on, and so must its next query."""
    with open_reader(shipped) as reader:
        run_sql(reader, "SELECT 1 AS x", seconds=0.05)
        time.sleep(0.06)
        assert len(find_demands(reader)) > 100


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT summry\nFROM demand", "did you mean summary"),
        ("SELECT *\n  FROM demnd", "did you mean demand"),
        ("SELECT *\n  FROM v_demand d\n WHERE d.yeer = 1", "did you mean year"),
    ],
)
def test_an_unknown_name_is_answered_with_its_place_and_near_ones(
    reader: Reader, sql: str, said: str
) -> None:
    with pytest.raises(SqlError) as caught:
        run_sql(reader, sql)

    wrong = next(w for w in ("summry", "demnd", "d.yeer") if w in sql)
    line = sql[: sql.index(wrong)].count("\n") + 1
    column = len(sql[: sql.index(wrong)].rpartition("\n")[2]) + 1
    assert f"line {line}, column {column}: " in str(caught.value)
    assert said in str(caught.value)


def test_a_place_after_parameters_is_right(reader: Reader) -> None:
    sql = "SELECT id FROM demand\nWHERE n = :number AND nonsense = 1"

    with pytest.raises(SqlError, match="line 2, column 23: "):
        run_sql(reader, sql, {"number": 1})


def test_a_syntax_error_has_its_place(reader: Reader) -> None:
    with pytest.raises(SqlError, match=r"line 2, column 9: .*syntax error"):
        run_sql(reader, "SELECT id FROM demand\n  WHERE WHERE n = 1")


def test_a_place_is_not_that_of_a_text_or_a_longer_word(reader: Reader) -> None:
    sql = "SELECT 'nope', id AS nopes, n AS anope /* nope */,\n nope FROM demand"

    with pytest.raises(SqlError, match="line 2, column 2: "):
        run_sql(reader, sql)


@pytest.mark.parametrize(
    ("sql", "parameters", "said"),
    [
        ("", {}, "there is no statement"),
        (" ; ", {}, "there is no statement"),
        ("SELECT :x", {}, "no value for the parameter :x (add -p x=VALUE)"),
        ("SELECT 1", {"x": 1}, "the statement has no parameter :x"),
        ("SELECT :x", {"x": 10**30}, "is too large for a whole number"),
        ("SELECT :x", {"x": "\udcff"}, "is no valid text"),
        ("SELECT '\udcff'", {}, "the statement is no valid text"),
        ("SELECT 1 \0 2", {}, "the statement is no valid text"),
    ],
)
def test_what_cannot_be_run_is_said(
    reader: Reader, sql: str, parameters: dict[str, int | str], said: str
) -> None:
    with pytest.raises(SqlError) as caught:
        run_sql(reader, sql, parameters)

    assert said in str(caught.value)


def test_values_have_the_same_types_on_both(reader: Reader) -> None:
    row = run_sql(
        reader,
        "SELECT earliest, year, confidence, explicit, parent_id"
        " FROM demand d JOIN letter l ON l.id = d.letter_id WHERE d.n = 1"
        " ORDER BY d.letter_id",
    ).rows[0]

    assert row[0] == "2006-10-13"
    assert row[1] == 2006
    assert math.isclose(row[2], float(row[2]))
    assert bool(row[3]) in (True, False)
    assert row[4] is None


def test_a_percent_sign_is_itself_with_and_without_parameters(reader: Reader) -> None:
    sql = "SELECT count(*) AS n FROM demand WHERE summary LIKE '%China%'"
    with_parameter = f"{sql} AND n > :n"

    count = run_sql(reader, sql).rows
    assert count[0][0] > 0
    assert run_sql(reader, with_parameter, {"n": 0}).rows == count


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_every_format_takes_any_value(shipped_sqlite: str, form: str) -> None:
    done = ask(
        "sql",
        "SELECT x'00ff' AS b, 9e999 AS i, NULL AS n, -5 AS m, '=1' AS f, 1 AS a,"
        " 2 AS a,"
        " 'a' || char(27) || '[31m' AS e",
        "--format",
        form,
        db=shipped_sqlite,
    )

    assert done.status == 0
    assert "\x1b" not in done.out
    if form == "jsonl":
        assert done.out == (
            '{"b": "00ff", "i": "Infinity", "n": null, "m": -5, "f": "=1", "a": 1,'
            ' "a#2": 2, "e": "a\\u001b[31m"}\n'
        )
    if form == "csv":
        assert done.out == (
            "b,i,n,m,f,a,a#2,e\n00ff,Infinity,,-5,'=1,1,2,a<U+001B>[31m\n"
        )


@pytest.mark.postgresql
def test_the_types_of_a_server_are_plain_in_json(shipped_postgresql: str) -> None:
    done = ask(
        "sql",
        "SELECT ARRAY[1, 2] AS a, '{\"k\": 1}'::jsonb AS j, 1.50::numeric AS d,"
        " 'NaN'::numeric AS n, '\\x00ff'::bytea AS b, interval '1 day' AS i,"
        " timestamptz '2020-01-01 12:00+02' AS t, date '2020-01-01' AS day",
        "--format",
        "jsonl",
        "--as-superuser",
        db=shipped_postgresql,
    )

    assert done.out == (
        '{"a": [1, 2], "j": {"k": 1}, "d": 1.5, "n": "NaN", "b": "00ff",'
        ' "i": "1 day, 0:00:00", "t": "2020-01-01T10:00:00+00:00",'
        ' "day": "2020-01-01"}\n'
    )


def test_a_file_and_its_parameters_are_run(shipped: str, tmp_path: Path) -> None:
    path = tmp_path / "query.SQL"
    path.write_text("\ufeffSELECT :word AS word, :number AS number", "utf-8")

    done = ask(
        "sql",
        str(path),
        "-p",
        "word=007",
        "-p",
        "number=-7",
        "--format",
        "csv",
        "--as-superuser",
        db=shipped,
    )

    assert done.out == "word,number\n007,-7\n"


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        (["sql", "none.sql"], "none.sql: No such file", 2),
        (["sql", "/"], "syntax error", 4),
        (
            ["sql", "SELECT 1", "-p", "x"],
            "'x' is no parameter (write -p NAME=VALUE)",
            2,
        ),
        (["sql", "SELECT 1", "-p", "1x=1"], "'1x=1' is no parameter", 2),
        (["sql", "SELECT 1", "--timeout", "0"], "0", 2),
        (["sql", "SELECT 1", "--timeout", "x"], "'x' is not a valid float", 2),
        (["sql", "SELECT @x"], "write it as :name", 4),
        (["sql", "SELECT ?"], "write it as :name", 4),
        (["schema", "v_demnd"], "did you mean v_demand", 1),
    ],
)
def test_bad_calls_are_one_line(
    shipped_sqlite: str, words: list[str], said: str, status: int
) -> None:
    done = ask(*words, db=shipped_sqlite) if words[0] == "sql" else None
    if done is None:
        done = program(*words, db=shipped_sqlite)

    assert done.status == status
    assert said in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""


def test_schema_describes_every_table_view_and_column(shipped_sqlite: str) -> None:
    listed = json.loads(program("schema", "--format", "json", db=shipped_sqlite).out)
    with open_reader(shipped_sqlite) as reader:
        held = reader.rows(
            Query(
                "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"
                " AND name NOT LIKE 'demand_index%'"
            )
        )
        columns = reader.rows(Query("SELECT name FROM pragma_table_info('v_demand')"))

    names = {row["name"] for row in held} - {"alembic_version"}
    assert {row["name"] for row in listed} == {n for n in names if "sqlite" not in n}
    assert all(row["description"] for row in listed)
    described = program("schema", "V_DEMAND", "--format", "csv", db=shipped_sqlite).out
    assert [line.split(",")[0] for line in described.splitlines()[1:]] == [
        column["name"] for column in columns
    ]


def test_printing_a_statement_asks_for_its_parameters_too(shipped_sqlite: str) -> None:
    done = ask("sql", "SELECT :a", "--sql", db=shipped_sqlite)

    assert done == (4, "", "error: no value for the parameter :a (add -p a=VALUE)\n")
