"""Rules 5xx: dates in order, and ranges that are what they claim."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hrdemands.dates import first_day, last_day, range_fits
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.rules import each_demand, named, rule
from hrdemands.seedfiles.problems import Place, Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Dated
from hrdemands.vocabulary import Precision


@rule("E501")
def dates_are_in_order(catalogue: Catalogue) -> Iterator[Problem]:
    """A letter's earliest day is not after its latest."""
    for entry in catalogue.letters.values():
        dated = entry.record.date
        if dated.earliest > dated.latest:
            message = f"{dated.earliest} is after {dated.latest}"
            yield entry.problem(("date", "earliest"), "E501", message, "swap them")


@rule("E502")
def ranges_fit_their_precision(catalogue: Catalogue) -> Iterator[Problem]:
    """A letter's two days are the day, month, year or range its precision says."""
    for entry in catalogue.letters.values():
        dated = entry.record.date
        fits = range_fits(dated.earliest, dated.latest, dated.precision)
        if not fits and dated.earliest <= dated.latest:
            message = (
                f"{dated.earliest} to {dated.latest} is no whole {dated.precision}"
                if dated.precision is not Precision.RANGE
                else "a range needs two different days"
            )
            path = ("date", "precision")
            yield entry.problem(path, "E502", message, _better_precision(dated))


def _better_precision(dated: Dated) -> str:
    days = dated.earliest, dated.latest
    return next(f"write '{p}'" for p in Precision if range_fits(*days, p))


@rule("E503")
def nothing_is_of_the_future(catalogue: Catalogue) -> Iterator[Problem]:
    """Letters, codings and judgements are not dated after today."""
    # Somewhere on earth it is already tomorrow (UTC+14).
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    for entry, path, day in _days_past(catalogue):
        if day > tomorrow:
            message = f"{day} is in the future"
            yield entry.problem(path, "E503", message, "give a day that has been")


def _days_past(catalogue: Catalogue) -> Iterator[tuple[Entry[Any], Place, date]]:
    for letter in catalogue.letters.values():
        yield letter, ("date", "latest"), letter.record.date.latest
        yield letter, ("coded",), letter.record.coded
    for _, membership, entry, path in catalogue.memberships():
        yield entry, (*path, "judged"), membership.judged
    for pair in catalogue.pairs.values():
        yield pair, ("judged",), pair.record.judged
    for relation in catalogue.relations.values():
        yield relation, ("judged",), relation.record.judged


@rule("E504")
def timings_are_in_order(catalogue: Catalogue) -> Iterator[Problem]:
    """A demand's timing has both of its days or none, in order."""
    for entry, index, demand in each_demand(catalogue):
        if demand.timing is None:
            continue
        first, last = demand.timing.earliest, demand.timing.latest
        path: Place = ("demands", index, "timing")
        if (first is None) != (last is None):
            message = "has one day of two"
            yield entry.problem(path, "E504", message, "give earliest and latest")
        elif first and last and first > last:
            yield entry.problem(path, "E504", f"{first} is after {last}", "swap them")


@rule("E505")
def periods_are_in_order(catalogue: Catalogue) -> Iterator[Problem]:
    """A tenure, and the use of a name, end after they begin."""
    for tenure in catalogue.tenures.values():
        if tenure.record.to and tenure.record.from_ > tenure.record.to:
            message = f"{tenure.record.from_} is after {tenure.record.to}"
            yield tenure.problem(("from",), "E505", message, "swap them")
    for entry in named(catalogue):
        for index, name in enumerate(entry.record.names):
            if name.from_ and name.to and first_day(name.from_) > last_day(name.to):
                message = f"{name.from_} is after {name.to}"
                path = ("names", index, "from")
                yield entry.problem(path, "E505", message, "swap them")


@rule("W506")
def ids_begin_with_the_year(catalogue: Catalogue) -> Iterator[Problem]:
    """A letter's id begins with a year of its date."""
    for entry in catalogue.letters.values():
        dated = entry.record.date
        year = entry.record.id.partition("-")[0]
        first, last = f"{dated.earliest.year:04}", f"{dated.latest.year:04}"
        if len(year) != len(first) or not first <= year <= last:
            message = f"'{entry.record.id}' does not begin with the letter's year"
            remedy = "rename it before it is cited"
            yield entry.problem(("id",), "W506", message, remedy)
