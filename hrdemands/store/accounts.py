"""The account of an import: every row, every demand, and all that was not mapped."""

from collections import Counter
from collections.abc import Iterator

from hrdemands.queries.target import Target
from hrdemands.store.intake import Imported, Intake
from hrdemands.text import counted, quoted, visible

MOST_VALUES = 50
"""Values without a match that are listed one by one."""


def account(target: Target, intake: Intake, *, dry_run: bool) -> Iterator[str]:
    """What was done, or would be in a *dry_run*, line by line."""
    would = "would be " if dry_run else ""
    if intake.migrated:
        yield f"{target.label}: schema {would}brought to the newest revision"
    if intake.migrated and intake.migrated.backup:
        yield f"{target.label}: as it was before is kept in {intake.migrated.backup}"
    if intake.seeded:
        yield f"{target.label}: the shipped seeds {would}loaded first"
    for file in intake.files:
        yield from _of_a_file(file)
    if dry_run:
        yield "dry run: nothing was written"


def _of_a_file(file: Imported) -> Iterator[str]:
    tally, merged = file.tally, file.merged
    yield f"{file.name}: read as {file.form}"
    yield f"  rows: {tally.rows:,} = {_rows(file)}"
    yield f"  demands: {merged.demands.total():,} = {_counts(merged.demands)}"
    yield f"  documents: {merged.documents.total():,} = {_counts(merged.documents)}"
    yield from _unmapped(tally.unmapped)
    if file.kept_out:
        yield f"  columns not kept: {visible(', '.join(file.kept_out))}"


def _rows(file: Imported) -> str:
    tally = file.tally
    made = tally.recommendations - tally.shared
    parts = [f"{made:,} with a recommendation"]
    if tally.shared:
        parts[0] += f" (of several parties: {tally.shared:,} demands more)"
    if tally.repeats:
        parts.append(f"{tally.repeats:,} repeated")
    for reason, times in tally.skipped.most_common():
        parts.append(f"{times:,} {visible(reason)}, skipped")
    return " + ".join(parts)


def _counts(counts: Counter[str]) -> str:
    return " + ".join(f"{counts[kind]:,} {kind}" for kind in _KINDS)


_KINDS = ("added", "changed", "unchanged")


def _unmapped(unmapped: Counter[tuple[str, str]]) -> Iterator[str]:
    if not unmapped:
        return
    kinds, times = counted(len(unmapped), "value"), unmapped.total()
    yield f"  kept as written, as no vocabulary knows them: {kinds}, {times:,} times"
    ordered = sorted(unmapped.items(), key=lambda item: (-item[1], item[0]))
    for (field, value), often in ordered[:MOST_VALUES]:
        yield f"    {often:,} {field} {quoted(value)}"
    if left := ordered[MOST_VALUES:]:
        often = sum(times for _, times in left)
        yield f"    {often:,} of {counted(len(left), 'other value')}"
