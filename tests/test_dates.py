"""Dates: what is read as one, what a range claims, and the words for it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdemands.dates import first_day, last_day, parse_date, phrase, range_fits
from hrdemands.vocabulary import Precision

YEARS = st.integers(1, 9999)


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    """Every date from year 1 to 9999 survives being written."""
    assert parse_date(day.isoformat()) == day
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2006",
        "2006-10",
        "06-10-13",
        "2006-10-13 ",
        "2006-10-13\n",
        "20061013",
        "2006-W41-5",
        "13/10/2006",
        "200X-01-01",
        "+2006-10-13",
        "\uff12\uff10\uff10\uff16-10-13",
        "yesterday",
        "1160524800",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Only full ISO dates are dates."""
    with pytest.raises(ValueError, match="is not a date of the form YYYY-MM-DD"):
        parse_date(text)


@pytest.mark.parametrize(
    "text", ["2015-02-29", "2006-13-01", "2006-00-10", "0000-01-01"]
)
def test_days_that_no_calendar_has(text: str) -> None:
    """A day that never was is refused in words of its own."""
    with pytest.raises(ValueError, match=f"^'{text}' is a day that no calendar has$"):
        parse_date(text)


@given(YEARS)
def test_a_year_is_its_days(year: int) -> None:
    """A year means all its days, from the first to the last."""
    text = f"{year:04}"
    assert first_day(text) == date(year, 1, 1)
    assert last_day(text) == date(year, 12, 31)


@pytest.mark.parametrize("text", ["0000", "16", "2016-06", "abc"])
def test_what_is_neither_year_nor_date(text: str) -> None:
    """A month is neither."""
    with pytest.raises(ValueError, match=r"\'"):
        first_day(text)
    with pytest.raises(ValueError, match=r"\'"):
        last_day(text)


@pytest.mark.parametrize(
    ("earliest", "latest", "fitting"),
    [
        ("2016-06-13", "2016-06-13", "day"),
        ("2016-06-01", "2016-06-30", "month range"),
        ("2016-02-01", "2016-02-29", "month range"),
        ("2015-02-01", "2015-02-29", None),
        ("2016-02-01", "2016-02-28", "range"),
        ("2016-02-02", "2016-02-29", "range"),
        ("2016-01-01", "2016-12-31", "year range"),
        ("2016-01-01", "2017-12-31", "range"),
        ("2016-06-01", "2017-06-30", "range"),
        ("9999-12-01", "9999-12-31", "month range"),
        ("9999-12-31", "9999-12-31", "day"),
        ("2016-06-14", "2016-06-13", ""),
    ],
)
def test_ranges(earliest: str, latest: str, fitting: str | None) -> None:
    """A range is what its days are; a whole month may also be called a range."""
    if fitting is None:
        with pytest.raises(ValueError, match="no calendar"):
            parse_date(latest)
        return
    days = parse_date(earliest), parse_date(latest)
    assert [p for p in Precision if range_fits(*days, p)] == fitting.split()


@given(st.dates(), st.dates())
def test_a_range_in_order_fits_something(one: date, other: date) -> None:
    """Days in order always fit a precision, days out of order never."""
    first, last = sorted((one, other))
    assert any(range_fits(first, last, p) for p in Precision)
    if first < last:
        assert not any(range_fits(last, first, p) for p in Precision)


@given(YEARS, st.integers(1, 12))
def test_whole_months(year: int, month: int) -> None:
    """The last day of a month is the one before the next month begins."""
    first = date(year, month, 1)
    last = max(d for n in range(31) if (d := _plus(first, n)).month == month)
    assert range_fits(first, last, Precision.MONTH)
    assert not range_fits(first, _plus(last, -1), Precision.MONTH)


def _plus(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "words"),
    [
        ("2014-09-10", "2014-09-10", Precision.DAY, "10 September 2014"),
        ("2006-10-01", "2006-10-31", Precision.MONTH, "October 2006"),
        ("2020-01-01", "2020-12-31", Precision.YEAR, "2020"),
        (
            "2016-06-13",
            "2016-07-09",
            Precision.RANGE,
            "2016, between 13 June and 9 July",
        ),
        (
            "2016-12-30",
            "2017-01-02",
            Precision.RANGE,
            "between 30 December 2016 and 2 January 2017",
        ),
    ],
)
def test_phrases(earliest: str, latest: str, precision: Precision, words: str) -> None:
    """A date is said with its uncertainty."""
    assert phrase(parse_date(earliest), parse_date(latest), precision) == words


@given(st.dates(), st.integers(0, 1000), st.sampled_from(Precision))
def test_every_date_has_a_phrase(day: date, days: int, precision: Precision) -> None:
    """A phrase names the year, whatever the date."""
    latest = min(day, date.max - timedelta(days)) + timedelta(days)
    assert str(day.year) in phrase(day, latest, precision)
