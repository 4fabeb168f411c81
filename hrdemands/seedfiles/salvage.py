"""What can still be used of a record or a file with mistakes in it.

One mistake must not hide others, nor bring forth a hundred that are none. A record is
checked further without what is wrong in it, and the ids that stand in what could not
be read count as doubtful: nobody is told that they do not exist.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from hrdemands.text import seen

_ID = re.compile(r"""\b(?:id|code)["']?\s*:\s*["']?([\w-]+)""")

ANY_RECORD, ANY_DEMAND = "*", "*/*"
"""Doubtful ids, of what stands in files that could not be read at all."""

Kept = Mapping[str, tuple[int, ...]]
"""For each list that lost values: the places, in the file, of those it kept."""


def without_faults(data: object, faults: Iterable[Any]) -> tuple[Any, Kept]:
    """Copy a record's data without its unknown keys and the faulty values of lists.

    *faults* are pydantic's findings. A demand with a mistake goes as a whole: half a
    demand would break rules that the whole one keeps.
    """
    mended: Any = deepcopy(data)
    faulty: dict[str, set[int]] = defaultdict(set)
    for fault in faults:
        match fault["loc"]:
            case (*around, key) if fault["type"] == "extra_forbidden":
                _at(mended, around).pop(key, None)
            case (str(name), int(place), *_):
                faulty[name].add(place)
    kept = {name: _others(mended[name], places) for name, places in faulty.items()}
    return mended | _chosen(mended, kept) if kept else mended, kept


def _at(data: Any, path: Iterable[str | int]) -> Any:  # noqa: ANN401
    for step in path:
        data = data[step]
    return data


def _others(values: list[object], places: set[int]) -> tuple[int, ...]:
    return tuple(place for place in range(len(values)) if place not in places)


def _chosen(data: Any, kept: Kept) -> dict[str, list[object]]:  # noqa: ANN401
    return {name: [data[name][at] for at in places] for name, places in kept.items()}


def doubtful_ids(data: object, *, lost: bool) -> set[str]:
    """The ids that a record with mistakes may have in the file only.

    Its own where the record is *lost*, else those of its demands: it may lack some.
    """
    if not isinstance(data, dict):
        return set()
    own = data.get("id") if "id" in data else data.get("code")
    if lost:
        return {own} if isinstance(own, str) else set()
    demands = data.get("demands", [])
    return {
        f"{own}/{demand.get('n')}" for demand in demands if isinstance(demand, dict)
    }


def ids_in(text: str) -> set[str]:
    """Whatever looks like the id of a record in the text of an unreadable file.

    It may be unreadable for unseen characters in its ids, or the zeros of UTF-16.
    """
    return set(_ID.findall(seen(text.replace("\0", ""))))
