"""Whether the database holds the letters and demands of the seeds."""

from collections.abc import Iterator

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.doctor.findings import Finding, listed
from hrdemands.store.doctor.source import Source
from hrdemands.store.rows import content_hash
from hrdemands.text import counted

_LOAD = "run 'hrdemands load' with the seeds that you mean"


def against(source: Source, catalogue: Catalogue, *, named: bool) -> Iterator[Finding]:
    """Compare with *catalogue*, if it was *named* or is what was loaded."""
    files = {
        str(row["path"])
        for row in source.rows("SELECT path FROM seed_file WHERE source = 'letters'")
    }
    if not named and files != {file.key for file in catalogue.files}:
        words = "not compared, as others than the shipped ones were loaded: name them"
        yield Finding("seeds", words)
        return
    held = {
        str(row["id"]): row["content_hash"]
        for row in source.rows(
            "SELECT id, content_hash FROM letter WHERE source = 'letters'"
        )
    }
    demands = {
        str(row["id"])
        for row in source.rows("SELECT id FROM demand WHERE source = 'letters'")
    }
    letters = {key: content_hash(entry) for key, entry in catalogue.letters.items()}
    yield from _compared("letters", set(letters), set(held))
    yield from _compared("demands", set(catalogue.demands), demands)
    if others := {key for key in letters.keys() & held if letters[key] != held[key]}:
        yield Finding("seeds", f"are not what was loaded of {listed(others)}", _LOAD)


def _compared(noun: str, wanted: set[str], held: set[str]) -> Iterator[Finding]:
    examined = f"{noun} of the seeds"
    if wanted == held:
        yield Finding(examined, f"all {counted(len(held), noun[:-1])} are here")
    if missing := wanted - held:
        yield Finding(examined, f"{listed(missing)} not here", _LOAD)
    if extra := held - wanted:
        yield Finding(examined, f"{listed(extra)} not in them", _LOAD)
