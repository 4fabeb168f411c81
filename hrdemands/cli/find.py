"""Look-ups of demands: by country, issue, organization, recipient, filters, id."""

from collections.abc import Sequence
from typing import Any

import click

from hrdemands.cli.options import argument, filters, flag, words
from hrdemands.cli.output import Output, answers, typed
from hrdemands.errors import UsageError
from hrdemands.present.demands import (
    CHECKLIST,
    DEMANDS,
    LISTED,
    demand_page,
    with_citation,
)
from hrdemands.present.formats import Layout
from hrdemands.queries import demands, headings
from hrdemands.queries.filters import Filters
from hrdemands.queries.leading import led_by, read_by
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.demands import Hit

SORTS = ("rank", "newest")
"""Those of a search; a test holds them to its own, which takes long to import."""

OPERATORS = ("AND", "OR", "NOT")
TOO_MANY = (
    "too many to rank all: the newest 5,000 are ranked; --sort newest has them by time"
)


@answers("demands", *filters())
def demands_command(output: Output, **options: Any) -> None:
    """Demands that pass all filters, newest letters first.

    A filter given twice lets either value pass. Example:
    hrdemands demands --target China --action release
    """
    with output.reading() as reader:
        _show_plain(output, reader, typed(reader, options), DEMANDS)


def _show_plain(
    output: Output, reader: Reader, chosen: Filters, layout: Layout, word: str = ""
) -> None:
    found = output.show(
        demands.find_query(chosen, by=read_by(reader, chosen)),
        lambda: demands.find_demands(reader, chosen),
        layout,
    )
    output.count(found, f"{word}demand", chosen.limit)


@answers(
    "country",
    words("name", "country"),
    flag("--general", "Show the demands that name no country."),
    *filters("country"),
)
def country_command(
    output: Output, name: str, *, general: bool, **options: Any
) -> None:
    """What was asked about a country: as subject, then example, then venue.

    NAME is a name, former name, alpha-2 or alpha-3 code. Example:
    hrdemands country Burma --since 2010
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "country": [name]})
        if general:
            _show_general(output, reader, chosen)
            return
        found = output.show(
            headings.country_query(chosen, led_by(reader, chosen, "country")),
            lambda: headings.find_of_country(reader, chosen),
            LISTED,
        )
        output.count(found, "demand", chosen.limit)
        if found is not None and not chosen.roles and not chosen.regions:
            count = demands.count_general(reader, chosen)
            most = demands.MOST_COUNTED - 1
            words = f"more than {most:,}" if count > most else str(count)
            output.note(
                f"{words} general demands name no country and may apply as well;"
                " --general shows them"
            )


def _show_general(output: Output, reader: Reader, chosen: Filters) -> None:
    if chosen.roles or chosen.regions:
        raise UsageError(
            "general demands name no country", "leave out --role and --region"
        )
    general = chosen.but(countries=(), general=True)
    _show_plain(output, reader, general, DEMANDS, "general ")


@answers("issue", argument("name", "issue", "SLUG"), *filters("issue"))
def issue_command(output: Output, name: str, **options: Any) -> None:
    """What was asked on an issue or a narrower one: primary before secondary.

    Example: hrdemands issue international-justice --strength must
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "issue": [name]})
        found = output.show(
            headings.issue_query(chosen, led_by(reader, chosen, "issue")),
            lambda: headings.find_of_issue(reader, chosen),
            LISTED,
        )
        output.count(found, "demand", chosen.limit)


@answers("organization", words("name", "organization"), *filters("organization"))
def organization_command(output: Output, name: str, **options: Any) -> None:
    """What an organization asked: alone, jointly, and by a signatory's affiliation.

    Example: hrdemands organization HRW --year 2016
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "organization": [name]})
        found = output.show(
            headings.organization_query(chosen),
            lambda: headings.find_of_organization(reader, chosen),
            LISTED,
        )
        output.count(found, "demand", chosen.limit)


@answers("recipient", words("name", "recipient"), *filters("recipient"))
def recipient_command(output: Output, name: str, **options: Any) -> None:
    """What was asked of an office, whoever held it, or of a person: a checklist.

    Example: hrdemands recipient "UN Secretary-General" --issue death-penalty
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "recipient": [name]})
        _show_plain(output, reader, chosen, CHECKLIST)


@answers("demand", argument("demand_id", "demand", "ID"))
def demand_command(output: Output, demand_id: str) -> None:
    """One demand with its evidence and a citation; ID is LETTER/N.

    Example: hrdemands demand 2006-hrw-ban-ki-moon/4
    """
    from hrdemands.queries.letters import get_letter  # noqa: PLC0415

    with output.reading() as reader:
        demand = demands.get_demand(reader, demand_id)
        letter = get_letter(reader, demand.letter)
        output.show(
            demands.demand_query(demand.id),
            lambda: [with_citation(demand, letter)],
            Layout(page=lambda _, columns: demand_page(demand, letter, columns)),
            single=True,
        )


class _Search(click.Command):
    """A command that takes ``-word`` for a word that must not be found.

    No option of a search has a short name of more than one letter; ``-oFILE`` must be
    written ``-o FILE`` here.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write NOT for the hyphen, which is no option's."""
        own = args.index("--") if "--" in args else len(args)
        words = [
            part
            for word in args[:own]
            for part in (("NOT", word[1:]) if _is_without(word) else (word,))
        ]
        return super().parse_args(ctx, words + args[own:])


def _is_without(word: str) -> bool:
    return word[:1] == "-" and word[1:2].isalnum() and len(word) > len("-o")


@answers(
    "search",
    click.Argument(["words"], nargs=-1, required=True),
    click.Option(
        ["--sort"],
        type=click.Choice(SORTS),
        default=SORTS[0],
        show_default=True,
        help="Best first, or newest first.",
    ),
    *filters(),
    kind=_Search,
)
def search_command(
    output: Output, words: tuple[str, ...], sort: str, **options: Any
) -> None:
    """Demands in which all WORDS are found, in any of their forms.

    "In quotes" is a phrase, tortur* a beginning; AND, OR, NOT, -word and parentheses
    work, and what cannot be read so is searched as words. Names of countries, places
    and mechanisms find their other names: Burma finds Myanmar. With --sql the
    statement finds them newest first. Example: hrdemands search special rapporteurs
    """
    from hrdemands.present.hits import HITS  # noqa: PLC0415 - a search's alone
    from hrdemands.queries.search import find_hits, search_query  # noqa: PLC0415

    text = " ".join(map(_phrase, words))
    partly = False

    def find() -> Sequence[Hit]:
        nonlocal partly
        found = find_hits(reader, text, chosen, sort)
        partly = not found.all_ranked
        return found.hits

    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(
            search_query(reader, text, chosen) if output.sql else None, find, HITS
        )
        output.count(found, "demand", chosen.limit)
    if partly:
        output.note(TOO_MANY)


def _phrase(word: str) -> str:
    """A word with a space in it is a phrase whose quotes the shell took.

    Unless it is a search in itself, with signs or operators of its own.
    """
    parts = word.split()
    own = any(part in OPERATORS or part.startswith("-") for part in parts)
    plain = len(parts) > 1 and not own and not any(sign in word for sign in '"()*')
    return f'"{word}"' if plain else word
