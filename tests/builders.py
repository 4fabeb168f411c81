"""A small folder of seeds without a problem, to be copied with one thing changed.

Every value is text, as a seed file holds it. `written` writes one key or value a line,
so that a test can name the line it expects by the words on it.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.problems import Problem

Files = dict[str, Any]
"""What the files of a folder hold, by their paths in it."""

Change = Callable[[Files], object]

TEXT = (
    "Dear Secretary-General,\n\n"
    "We urge you to speak out about\nthe killings in Darfur \u2014 \u201csoon\u201d.\n"
    "Please press Sudan\u2019s government\xa0to release the lawyers.\n"
    "Act now. Act now.\n"
)
TERMS = "terms.yaml"
ACTORS = "actors.yaml"
ASKS = "asks.yaml"
LETTER = "letters/2016-ngo-sg.yaml"
LATER = "letters/2018-ngo-sg.yaml"


def seeds() -> Files:
    """Two letters of two and one demands, and whatever they refer to."""
    return {
        TERMS: terms(),
        ACTORS: actors(),
        ASKS: asks(),
        LETTER: letter(2016, demand(1, SPEAK), demand(2, RELEASE, action="call-on")),
        LATER: letter(2018, demand(1, SPEAK)),
    }


def terms() -> dict[str, Any]:
    """One or two records of each vocabulary."""
    of = {"name": "Some name", "definition": "What it means."}
    return {
        "regions": [
            {"id": "africa", "kind": "m49", "m49": "002", "name": "Africa"},
            {"id": "east", "kind": "m49", "name": "East", "parent": "africa"},
        ],
        "countries": [
            country("SDN", "SD", "Sudan", region="east"),
            country("KEN", "KE", "Kenya"),
        ],
        "places": [
            {
                "id": "darfur",
                "name": "Darfur",
                "kind": "sub-national",
                "countries": ["SDN"],
            }
        ],
        "issues": [
            {"id": "atrocities", "code": "A"} | of,
            {"id": "genocide", "code": "A1", "parent": "atrocities"} | of,
        ],
        "actions": [{"id": "speak-out"} | of, {"id": "call-on"} | of],
        "groups": [{"id": "civilians"} | of],
        "mechanisms": [{"id": "security-council", "kind": "mechanism"} | of],
    }


def country(code: str, alpha2: str, name: str, **more: Any) -> dict[str, Any]:
    """A country as far as it must be given."""
    known = {"code": code, "alpha2": alpha2, "name": name, "standing": "un-member"}
    return known | more


def actors() -> dict[str, Any]:
    """One or two actors of each kind, and who held the office."""
    return {
        "organizations": [
            {"id": "ngo", "name": "An NGO", "kind": "ngo", "country": "KEN"},
            {"id": "ngo-east", "name": "Its East", "kind": "ngo", "parent": "ngo"},
        ],
        "persons": [{"id": "jane-doe", "name": "Jane Doe"}],
        "offices": [{"id": "sg", "name": "Head", "organization": "un"}],
        "tenures": [
            {
                "office": "sg",
                "person": "jane-doe",
                "from": "2007-01-01",
                "to": "2016-12-31",
                "source": "A resolution.",
            }
        ],
        "bodies": [{"id": "un", "name": "United Nations"}],
        "classes": [{"id": "permanent-members", "name": "The permanent members"}],
    }


def asks() -> dict[str, Any]:
    """An ask made in both letters, and how it moved."""
    judged = {"reason": "One act does.", "coder": "A coder", "judged": "2026-01-31"}
    member = judged | {"judgement": "same", "method": "reading"}
    return {
        "asks": [
            {
                "id": "speak",
                "name": "Speak out",
                "scope": "Met by speaking.",
                "memberships": [
                    {"demand": "2016-ngo-sg/1"} | member,
                    {"demand": "2018-ngo-sg/1"} | member,
                ],
            }
        ],
        "relations": [
            {"later": "2018-ngo-sg/1", "earlier": "2016-ngo-sg/1", "kind": "repeats"}
            | judged
        ],
    }


SPEAK = "We urge you to speak out about the killings in Darfur"
RELEASE = "press Sudan's government to release the lawyers"


def demand(n: int, quote: str, **more: Any) -> dict[str, Any]:
    """A demand as far as it must be given; its span is where TEXT has the *quote*."""
    start, end = span_of(quote)
    return {
        "n": str(n),
        "start": str(start),
        "end": str(end),
        "quote": quote,
        "summary": "Do what is asked.",
        "strength": "urge",
        "explicit": "true",
        "action": "speak-out",
        "actors": [
            {"actor": "sg", "role": "asked"},
            {"actor": "SDN", "role": "target"},
        ],
        "issues": ["genocide"],
        "audience": "public",
        "confidence": "0.9",
    } | more


def span_of(quote: str) -> tuple[int, int]:
    """Where TEXT has *quote*: the sentences differ in their first and last words."""
    words = quote.split()
    start = TEXT.index(words[0])
    return start, TEXT.index(words[-1], start) + len(words[-1])


def letter(year: int, *demands: dict[str, Any], text: str = TEXT) -> dict[str, Any]:
    """A letter as far as it must be given."""
    return {
        "id": f"{year}-ngo-sg",
        "title": "A letter",
        "kind": "open-letter",
        "date": {
            "earliest": f"{year}-03-01",
            "latest": f"{year}-03-31",
            "precision": "month",
            "basis": "inferred",
            "reason": "It names the month.",
        },
        "language": "en",
        "text": text_of(year, text),
        "rights": "The authors'.",
        "coder": "A coder",
        "coded": "2026-01-31",
        "senders": [{"actor": "ngo"}],
        "demands": list(demands),
    }


def text_of(year: int, text: str) -> dict[str, str]:
    """What a letter says of its text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"file": f"{year}.txt", "sha256": digest, "length": str(len(text))}


def changed(change: Change) -> Files:
    """The seeds after *change* was made to them."""
    files = seeds()
    change(files)
    return files


def written(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write *files* below *folder*: text and bytes as they are, all else as YAML."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else as_yaml(content)
            path.write_bytes(text.encode())
    return folder


def as_yaml(value: Any, indent: str = "") -> str:  # noqa: ANN401
    """Write nested mappings, lists and texts as YAML, one text a line."""
    if isinstance(value, str):
        return f" {json.dumps(value, ensure_ascii=False)}\n"
    if not value:
        return f" {value}\n"
    inner = f"{indent}  "
    if isinstance(value, dict):
        lines = [f"{indent}{key}:{_below(each, inner)}" for key, each in value.items()]
    else:
        lines = [f"{indent}-{_beside(each, inner)}" for each in value]
    return "".join(lines)


def _below(value: Any, indent: str) -> str:  # noqa: ANN401
    text = as_yaml(value, indent)
    return text if isinstance(value, str) or not value else f"\n{text}"


def _beside(value: Any, indent: str) -> str:  # noqa: ANN401
    text = as_yaml(value, indent)
    return text if isinstance(value, str) or not value else f" {text.lstrip()}"


def problems_of(folder: Path, *more: Path, texts: Path | None = None) -> list[Problem]:
    """All problems of the seeds in *folder*, and of those in *more* that extend it."""
    return check([folder, *more], texts)[2]


def line_of(path: Path, words: str, time: int = 1) -> int:
    """The line of *path* on which *words* stand for the given *time*."""
    lines = path.read_text("utf-8").split("\n")
    numbers = [number for number, line in enumerate(lines, 1) if words in line]
    return numbers[time - 1]
