"""What PostgreSQL searches, written down here, is what it would have made of it."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from test_schema import writing

from hrdemands.store import vectors
from hrdemands.store.indexing import Indexed

pytestmark = pytest.mark.postgresql

LETTERS = st.characters(categories=("L", "N"), codec="utf-8")
WORDS = st.lists(
    st.sampled_from(("a", "ab", "abc", "b", "¦", "éa", "m:cat", "日本"))
    | st.text(LETTERS, min_size=1, max_size=60),
    min_size=1,
    max_size=700,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
@example(["a", "b"] * 9_000)
@example(["a"] * 257)
def test_a_vector_is_the_one_that_postgresql_reads(
    migrated_postgresql: str, words: list[str]
) -> None:
    row = Indexed(1 << 40, "2014-one/1", " ".join(words))
    # No place counts beyond the last.
    written = " ".join(
        f"'{word}':{min(place, 16_383)}" for place, word in enumerate(words, 1)
    )
    with writing(migrated_postgresql) as connection:
        vectors.insert(connection, [row])
        found = connection.execute(
            text(
                "SELECT position, demand_id, words, terms::text, (:written)::tsvector"
                " = terms FROM demand_words"
            ),
            {"written": written},
        ).one()

    assert found[:3] == row
    assert found[4], found[3][:1000]


def test_what_was_built_is_sent_in_parts_that_end_anywhere(
    migrated_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_AT_ONCE", 7)
    rows = [Indexed(n, f"2014-one/{n}", f"a word ¦ {n}") for n in range(1, 50)]
    with writing(migrated_postgresql) as connection:
        vectors.insert(connection, rows[:9])
        vectors.take(connection, vectors.build(iter(rows)))
        found = connection.exec_driver_sql(
            "SELECT position, demand_id, words FROM demand_words ORDER BY position"
        )
        assert [Indexed(*each) for each in found] == rows
