"""Dates as letters have them: a range, a precision, and the words for both.

Only full ISO dates are read; everything less certain is a range of two of them.
Other parsers were tried and accept too much (``2006`` becoming today's day).
"""

import re
from calendar import monthrange
from datetime import date

from hrdemands.vocabulary import Precision

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
_MONTHS = (
    "January February March April May June July August September October "
    "November December"
).split()


def parse_date(text: str) -> date:
    """Read a ``YYYY-MM-DD`` date; raise ValueError saying what is wrong with it."""
    if not _ISO_DATE.fullmatch(text):
        message = f"'{text}' is not a date of the form YYYY-MM-DD"
        raise ValueError(message)
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is a day that no calendar has"
        raise ValueError(message) from None


def first_day(text: str) -> date:
    """The first day meant by a year (``2016``) or a full date; else ValueError."""
    return parse_date(f"{text}-01-01" if _YEAR.fullmatch(text) else text)


def last_day(text: str) -> date:
    """The last day meant by a year (``2016``) or a full date; else ValueError."""
    return parse_date(f"{text}-12-31" if _YEAR.fullmatch(text) else text)


def range_fits(earliest: date, latest: date, precision: Precision) -> bool:
    """Say whether the two days are what *precision* claims they are."""
    if precision is Precision.DAY:
        return earliest == latest
    if precision is Precision.RANGE:
        return earliest < latest
    if precision is Precision.MONTH:
        last = monthrange(earliest.year, earliest.month)[1]
        whole = earliest.replace(day=1), earliest.replace(day=last)
    else:
        whole = date(earliest.year, 1, 1), date(earliest.year, 12, 31)
    return (earliest, latest) == whole


def phrase(earliest: date, latest: date, precision: Precision) -> str:
    """Say a date with its uncertainty: ``2016, between 13 June and 9 July``."""
    if precision is Precision.YEAR:
        return str(earliest.year)
    if precision is Precision.MONTH:
        return f"{_MONTHS[earliest.month - 1]} {earliest.year}"
    if precision is Precision.DAY:
        return f"{_day(earliest)} {earliest.year}"
    if earliest.year == latest.year:
        return f"{earliest.year}, between {_day(earliest)} and {_day(latest)}"
    return f"between {_day(earliest)} {earliest.year} and {_day(latest)} {latest.year}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
