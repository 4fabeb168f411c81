"""A folder of seeds that judgements are added to, and never one that does not hold.

The catalogue is read and checked once; each judgement then joins it in memory, all
rules are run, and only what none of them minds becomes an edit of a file. So the
folder passes `check` after every decision as it did before.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from hrdemands.errors import DataError
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks import RULES, check
from hrdemands.seedfiles.editing import add_record, data_of
from hrdemands.seedfiles.findings import explain
from hrdemands.seedfiles.problems import Place, Problem, SeedFile, Severity
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import KINDS, Decision, Membership, Pair, Record
from hrdemands.seedfiles.regular import (
    MAX_BYTES,
    NotRegular,
    TooLarge,
    leads_out,
    read_regular,
)
from hrdemands.text import first_invisible, visible
from hrdemands.vocabulary import Judgement

JUDGEMENTS = "judgements.yaml"
ASKS = "asks.yaml"
_FILES = {"judgements": JUDGEMENTS, "pairs": JUDGEMENTS, "asks": ASKS}


_SAID = ("judgement", "reason", "coder")


class New(NamedTuple):
    """A record to be added: its kind, its fields, and where a person gave it."""

    kind: str
    fields: dict[str, Any]
    source: SeedFile


class _Joining(NamedTuple):
    kind: str
    key: str
    entry: Entry[Any]


class Edits(NamedTuple):
    """Files and what they are to hold, or the problems that forbid it."""

    texts: dict[Path, str]
    problems: list[Problem]


class Decisions:
    """The judgements of the folder *own*, beside those of the folders it extends.

    *own* need not exist yet. Raises DataError where the seeds have errors.
    """

    def __init__(self, own: Path, others: Sequence[Path]) -> None:
        self.own = own
        read = [*others, *([] if _is_new(own) else [own])]
        self.catalogue, _, problems = check(read) if read else (Catalogue(), {}, [])
        errors = [each for each in problems if each.severity is Severity.ERROR]
        if errors:
            remedy = "run 'hrdemands check' on them and mend what it finds"
            raise DataError(f"the seeds have errors: {errors[0]}", remedy)
        self._judged: dict[str, dict[str, Membership]] = defaultdict(dict)
        self._pairs: dict[frozenset[str], Pair] = {}
        self._numbers = count()
        self._know_again()

    def _know_again(self) -> None:
        for ask, membership, _, _ in self.catalogue.memberships():
            self._judged[ask][membership.demand] = membership
        for entry in self.catalogue.pairs.values():
            two = frozenset((entry.record.first, entry.record.second))
            self._pairs[two] = entry.record

    def knows(self, demand: str, other: str | None, ask: str | None) -> bool:
        """Whether somebody has judged a demand against another one, or an ask.

        Two demands are judged by a third thing, too: an ask that one of them surely
        is, against which the other was judged.
        """
        if ask is not None:
            return demand in self._judged[ask]
        pair = frozenset((demand, str(other)))
        return pair in self._pairs or any(
            pair <= judged.keys()
            and Judgement.SAME in (judged[each].judgement for each in pair)
            for judged in self._judged.values()
        )

    def holds(self, new: New) -> bool:
        """Whether *new* says what the folder says already, by the same coder."""
        fields = new.fields
        record: Decision | None
        if new.kind == "pairs":
            two = (fields.get("first"), fields.get("second"))
            record = self._pairs.get(frozenset(map(str, two)))
            if record and (record.first, record.second) != two:
                return False
        else:
            ask = self._judged.get(str(fields.get("ask")), {})
            record = ask.get(str(fields.get("demand")))
        said = [" ".join(str(fields.get(key)).split()) for key in _SAID]
        return record is not None and said == [getattr(record, key) for key in _SAID]

    def add(self, records: Iterable[New]) -> Edits:
        """The files as they are to be once all *records* are in them.

        With a problem in any record none is taken, and there is nothing to write.
        """
        entries: list[_Joining] = []
        problems: list[Problem] = []
        for new in records:
            entry, found = _entry(new)
            problems += found
            if entry is not None:
                # What has no id goes by a number.
                key = getattr(entry.record, "id", f"new {next(self._numbers)}")
                entries.append(_Joining(new.kind, key, entry))
        problems += self._join(entries)
        if problems:
            self._part(entries)
            problems = list(dict.fromkeys(problems))
            return Edits({}, sorted(problems, key=lambda p: (p.file, p.line, p.code)))
        texts = self._edited(entries)
        self._know_again()
        return Edits(texts, [])

    def _join(self, entries: list[_Joining]) -> list[Problem]:
        """Add *entries* to the catalogue, and say what its rules mind."""
        problems = []
        for kind, key, entry in entries:
            records = getattr(self.catalogue, kind)
            if key in records:
                message = f"'{key}' is taken: it stands in {records[key].where}"
                remedy = "choose another id"
                problems.append(entry.problem(("id",), "E301", message, remedy))
            else:
                records[key] = entry
        found = (each for rule in RULES for each in rule.check(self.catalogue))
        return problems + [p for p in found if p.severity is Severity.ERROR]

    def _part(self, entries: list[_Joining]) -> None:
        for kind, key, entry in entries:
            records = getattr(self.catalogue, kind)
            if records.get(key) is entry:
                del records[key]

    def _edited(self, entries: list[_Joining]) -> dict[Path, str]:
        texts: dict[Path, str] = {}
        try:
            for kind, _, entry in entries:
                self._edit(texts, kind, _written(entry.record))
            for path, text in texts.items():
                _refuse_large(path, text)
        except BaseException:
            self._part(entries)
            raise
        return texts

    def _edit(self, texts: dict[Path, str], kind: str, fields: dict[str, Any]) -> None:
        """Add one record to the *texts* of the files, each read when it is needed."""
        for path, place, own_fields in self._places(texts, kind, fields):
            text = _text(texts, path)
            try:
                texts[path] = add_record(text, place, own_fields, visible(str(path)))
            except DataError:
                # Beside an ask is the best place for a judgement, not the only one.
                if len(place) == 1:
                    raise
            else:
                return

    def _places(
        self, texts: dict[Path, str], kind: str, fields: dict[str, Any]
    ) -> Iterator[tuple[Path, Place, dict[str, Any]]]:
        if kind == "judgements":
            ask = self.catalogue.asks[fields["ask"]]
            path = ask.file.path
            at = self._index(texts, path, ask.record.id)
            if at is not None:
                without = {k: v for k, v in fields.items() if k != "ask"}
                yield path, ("asks", at, "memberships"), without
        yield self.own / _FILES[kind], (kind,), fields

    def _index(self, texts: dict[Path, str], path: Path, ask: str) -> int | None:
        """The place of an ask in a file of this folder, as the file is now."""
        if leads_out(self.own, path):
            return None
        data = data_of(_text(texts, path), visible(str(path)))
        asks = data.get("asks", []) if isinstance(data, dict) else []
        ids = [each.get("id") for each in asks if isinstance(each, dict)]
        return ids.index(ask) if ask in ids and len(ids) == len(asks) else None


def source(name: str, line: int, path: Path | None = None) -> SeedFile:
    """Where a person gave a record: a line of what is called *name*."""
    return SeedFile(path or Path(name), name, name, lines={(): line})


def _is_new(own: Path) -> bool:
    """Whether *own* holds no seed file yet."""
    if not os.path.lexists(own):
        return True
    # What else may be wrong with it, reading it says.
    return os.path.isdir(own) and not any(own.rglob("*.y*ml"))  # noqa: PTH112


def _entry(new: New) -> tuple[Entry[Any] | None, list[Problem]]:
    record = KINDS[new.kind]
    problems = list(_unseen(new))
    try:
        entry = Entry(record.model_validate(new.fields), new.source, ())
    except ValidationError as error:
        return None, problems + list(explain(error, new.source, (), record))
    return entry, problems


def _unseen(new: New) -> Iterator[Problem]:
    """What no editor shows in a text; its line ends become spaces."""
    members = new.fields.get("memberships", ())
    for fields in (new.fields, *members):
        for key, value in fields.items():
            plain = re.sub(r"\s", " ", value) if isinstance(value, str) else ""
            if found := first_invisible(plain):
                message = f"invisible character {found[1]} at character {found[0] + 1}"
                yield new.source.problem((key,), "E104", message, "remove it")


def _written(record: Record) -> dict[str, Any]:
    """The fields of a record as a seed file has them, in the codebook's order."""
    fields = record.model_dump(mode="json", exclude_none=True)
    first = [key for key in ("ask", "id") if key in fields]
    return {key: fields[key] for key in dict.fromkeys([*first, *fields])}


def _text(texts: dict[Path, str], path: Path) -> str:
    if path in texts:
        return texts[path]
    if not os.path.lexists(path):
        return ""
    try:
        return read_regular(path, MAX_BYTES).decode("utf-8")
    except (OSError, NotRegular, TooLarge, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "cannot be added to"
        raise DataError(f"{visible(str(path))}: {reason}", "check the file") from None


def _refuse_large(path: Path, text: str) -> None:
    if len(text.encode()) > MAX_BYTES:
        message = f"{visible(str(path))}: would have more than {MAX_BYTES:,} bytes"
        raise DataError(message, "move some of it to another file")
