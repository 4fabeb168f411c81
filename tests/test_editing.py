"""A record added to a seed file leaves every other byte as it is."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hrdemands.errors import DataError
from hrdemands.seedfiles.editing import add_record, data_of
from hrdemands.seedfiles.records import AskJudgement
from hrdemands.seedfiles.writing import as_lines
from hrdemands.shipped import shipped
from hrdemands.text import first_invisible

RECORD = {
    "ask": "speak",
    "demand": "2016-ngo-sg/1",
    "judgement": "rejected",
    "reason": "A look-alike: # no comment, - no list, 'quoted' \"twice\".",
    "method": "proposal",
    "coder": "A. Coder",
    "judged": "2026-01-31",
}
ASKS = shipped("seeds") / "asks.yaml"


def without(text: str, added: str) -> bool:
    """Whether *added* is *text* with one run of characters put in."""
    gained = len(added) - len(text)
    same = 0
    while same < len(text) and text[same] == added[same]:
        same += 1
    return gained > 0 and any(
        text[:at] == added[:at] and text[at:] == added[at + gained :]
        for at in range(same + 1)
    )


@pytest.mark.parametrize(
    "path", [("judgements",), ("asks",), ("asks", 0, "memberships")], ids=str
)
def test_the_shipped_asks_keep_every_byte(path: tuple[Any, ...]) -> None:
    text = ASKS.read_text("utf-8")

    added = add_record(text, path, RECORD, "asks.yaml")

    assert without(text, added)
    data: Any = data_of(added, "asks.yaml")
    for step in path:
        data = data[step]
    assert data[-1] == RECORD


def test_a_record_looks_like_those_beside_it() -> None:
    added = add_record("# Mine.\n", ("judgements",), RECORD, "x.yaml")

    assert added == (
        "# Mine.\n\njudgements:\n"
        "  - ask: speak\n"
        "    demand: 2016-ngo-sg/1\n"
        "    judgement: rejected\n"
        "    reason: >-\n"
        "      A look-alike: # no comment, - no list, 'quoted' \"twice\".\n"
        "    method: proposal\n"
        "    coder: A. Coder\n"
        "    judged: 2026-01-31\n"
    )


TEXTS = {
    "nothing": "",
    "a comment": "# Nothing yet.",
    "another list": "pairs:\n- first: a\n  second: b\n",
    "dashes in the first column": "judgements:\n- ask: a\n  demand: b\n",
    "comments around": "# a\njudgements:  \n  # b\n  - ask: 'a' # c\n  # d\n\n# e\n",
    "a list before another": "judgements:\n  - ask: a\n\n# x\npairs:\n  - first: b\n",
    "no line end at the end": "judgements:\n  - ask: a",
    "a quote over lines": 'judgements:\n  - ask: "a\n      b"\n\n\npairs:\n  - x: y\n',
    "a block that keeps its ends": "judgements:\n  - ask: |+\n      a\n\n\nx: y\n",
    "a block at the end": "judgements:\n  - ask: >-\n      a\n\n\n",
    "windows": "judgements:\r\n  - ask: a\r\n\r\npairs:\r\n  - x: y\r\n",
    "an old mac": "judgements:\r  - ask: a\rpairs:\r  - x: y\r",
    "a byte order mark": "\ufeffjudgements:\n  - ask: a\n",
    "a document": "---\njudgements:\n  - ask: a\n",
    "far in": "judgements:\n        - ask: a\n          demand: b\n",
    "flow inside": "judgements:\n  - {ask: a, demand: [b, c]}\n  # end\nx: y\n",
    "nested": "judgements:\n  - ask: a\n    memberships:\n      - b: c\n      - d: e\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_whatever_the_file_looks_like(name: str) -> None:
    text = TEXTS[name]
    before: Any = data_of(text, "x.yaml") or {}

    added = add_record(text, ("judgements",), RECORD, "x.yaml")

    assert without(text, added)
    listed = [*before.get("judgements", []), RECORD]
    assert data_of(added, "x.yaml") == before | {"judgements": listed}
    if "\r" in text:
        end = "\r\n" if "\r\n" in text else "\r"
        assert added.replace(end, "") == added.replace("\r", "").replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "judgements: []\n",
        "judgements: [{ask: a}]\n",
        "judgements:\n",
        "judgements: none\n",
        "{judgements: [], x: y}\n",
        "- a\n",
        "pairs:\n  - first: a\n...\n# after\n",
        "judgements:\n  - *a\n",
    ],
)
def test_where_nothing_can_be_added_nothing_is_returned(text: str) -> None:
    with pytest.raises(DataError, match=r"^x\.yaml:"):
        add_record(text, ("judgements",), RECORD, "x.yaml")


LINES = st.sampled_from(
    ["# words", "", "   ", "      # further in", "\t# a tab", "#", "# - ask: no"],
)
SCALARS = st.sampled_from(
    [
        "plain",
        "'single'",
        '"double # no"',
        ">-\n      folded\n      twice",
        "|\n      a",
        ">+\n      kept\n\n",
        '"over\n      lines"',
        "[a, b]",
        "{c: d}",
        "2026-01-01",
    ]
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A seed file as a person may have written it."""
    indent = draw(st.sampled_from(["", "  ", "    "]))
    pieces = draw(st.lists(LINES, max_size=2))
    for kind in draw(st.permutations(["judgements", "pairs", "asks"]))[
        : draw(st.integers(0, 3))
    ]:
        pieces.append(f"{kind}:")
        for _ in range(draw(st.integers(1, 3))):
            pieces += draw(st.lists(LINES, max_size=1))
            first, second = draw(SCALARS), draw(SCALARS)
            pieces.append(f"{indent}- ask: {first}")
            pieces += draw(st.lists(st.sampled_from(["", "# between"]), max_size=1))
            pieces.append(f"{indent}  reason: {second}")
        pieces += draw(st.lists(LINES, max_size=2))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = "\n".join(pieces) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", end)


@given(files(), st.sampled_from(["judgements", "pairs"]))
def test_every_untouched_byte_stays(text: str, kind: str) -> None:
    # A block of text in a last line without its end gains one when words follow.
    ended = text if text.endswith("\n") else f"{text}\n"
    try:
        before: list[Any] = [data_of(each, "x.yaml") or {} for each in (text, ended)]
    except DataError:
        # Hardly any: a tab where YAML has none.
        return
    added = add_record(text, (kind,), RECORD, "x.yaml")

    assert without(text, added)
    assert data_of(added, "x.yaml") in [
        each | {kind: [*each.get(kind, []), RECORD]} for each in before
    ]


PROSE = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\u2800")
    | st.sampled_from(" #:-\"'>|%@`{}[],&*!?\\"),
    min_size=1,
    max_size=300,
)


@given(reason=PROSE, coder=PROSE)
@example(reason="null", coder="null")
@example(reason="~", coder="~")
def test_any_prose_comes_back_as_it_went_in(reason: str, coder: str) -> None:
    reason, coder = (" ".join(words.split()) for words in (reason, coder))
    assume(reason and coder and not first_invisible(reason + coder))
    record = RECORD | {"reason": reason, "coder": coder}
    text = add_record("judgements:\n  - ask: a\n", ("judgements",), record, "x")
    data: Any = data_of(text, "x")
    read = AskJudgement.model_validate(data["judgements"][1])
    assert (read.reason, read.coder) == (reason, coder)
    assert read.judged == date(2026, 1, 31)


def test_long_prose_is_wrapped_and_long_words_are_not_cut() -> None:
    lines = as_lines({"reason": "word " * 40 + "x" * 100}, 4)

    assert max(len(line) for line in lines if "x" not in line) <= 88
    assert lines[-1].strip() == "x" * 100


def test_adding_many_keeps_the_order() -> None:
    text = Path(ASKS).read_text("utf-8")
    for n in range(5):
        record = RECORD | {"demand": f"2016-ngo-sg/{n + 1}"}
        text = add_record(text, ("judgements",), record, "asks.yaml")

    data: Any = data_of(text, "asks.yaml")
    assert [each["demand"][-1] for each in data["judgements"]] == list("12345")
