"""Look-ups of demands: by country, issue, organization, recipient, words, filters."""

from typing import Any

import click

from hrdemands.cli.options import complete, filters
from hrdemands.cli.outcome import note
from hrdemands.cli.output import Output, answers, count_note, typed
from hrdemands.present.demands import (
    CHECKLIST,
    DEMANDS,
    LISTED,
    demand_page,
    with_citation,
)
from hrdemands.present.formats import Layout
from hrdemands.queries import demands
from hrdemands.queries.letters import get_letter
from hrdemands.queries.search import search_demands, search_query
from hrdemands.queries.sqltext import Query


@click.command("demands")
@filters()
@answers
def demands_command(output: Output, **options: Any) -> None:
    """Demands that pass all filters, newest letters first.

    A filter given twice lets either value pass. Example:
    hrdemands demands --target China --action release
    """
    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(
            demands.find_query(chosen),
            lambda: demands.find_demands(reader, chosen),
            DEMANDS,
        )
    count_note(found, "demand")


@click.command("country")
@click.argument("name", shell_complete=complete("country"))
@click.option("--general", is_flag=True, help="Show the demands that name no country.")
@filters("country")
@answers
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
            chosen = chosen.but(countries=(), general=True)
            found = output.show(
                demands.find_query(chosen),
                lambda: demands.find_demands(reader, chosen),
                DEMANDS,
            )
            count_note(found, "general demand")
            return
        found = output.show(
            demands.country_query(chosen),
            lambda: demands.find_of_country(reader, chosen),
            LISTED,
        )
        count_note(found, "demand")
        if found is not None and not chosen.roles and not chosen.regions:
            count = demands.count_general(reader, chosen)
            note(
                f"{count} general demands name no country and may apply as well;"
                " --general shows them"
            )


@click.command("issue")
@click.argument("name", metavar="SLUG", shell_complete=complete("issue"))
@filters("issue")
@answers
def issue_command(output: Output, name: str, **options: Any) -> None:
    """What was asked on an issue or a narrower one: primary before secondary.

    Example: hrdemands issue international-justice --strength must
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "issue": [name]})
        found = output.show(
            demands.issue_query(chosen),
            lambda: demands.find_of_issue(reader, chosen),
            LISTED,
        )
    count_note(found, "demand")


@click.command("organization")
@click.argument("name", shell_complete=complete("organization"))
@filters("organization")
@answers
def organization_command(output: Output, name: str, **options: Any) -> None:
    """What an organization asked: alone, jointly, and by a signatory's affiliation.

    Example: hrdemands organization HRW --year 2016
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "organization": [name]})
        found = output.show(
            demands.organization_query(chosen),
            lambda: demands.find_of_organization(reader, chosen),
            LISTED,
        )
    count_note(found, "demand")


@click.command("recipient")
@click.argument("name", shell_complete=complete("recipient"))
@filters("recipient")
@answers
def recipient_command(output: Output, name: str, **options: Any) -> None:
    """What was asked of an office, whoever held it, or of a person: a checklist.

    Example: hrdemands recipient "UN Secretary-General" --issue death-penalty
    """
    with output.reading() as reader:
        chosen = typed(reader, {**options, "recipient": [name]})
        found = output.show(
            demands.find_query(chosen),
            lambda: demands.find_demands(reader, chosen),
            CHECKLIST,
        )
    count_note(found, "demand")


@click.command("demand")
@click.argument("demand_id", metavar="ID")
@answers
def demand_command(output: Output, demand_id: str) -> None:
    """One demand with its evidence and a citation; ID is LETTER/N.

    Example: hrdemands demand 2006-hrw-ban-ki-moon/4
    """
    with output.reading() as reader:
        demand = demands.get_demand(reader, demand_id)
        letter = get_letter(reader, demand.letter)
        query = Query("SELECT * FROM v_demand WHERE id = :id", {"id": demand.id})
        output.show(
            query,
            lambda: [with_citation(demand, letter)],
            Layout(page=lambda _, columns: demand_page(demand, letter, columns)),
            single=True,
        )


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@filters()
@answers
def search_command(output: Output, words: tuple[str, ...], **options: Any) -> None:
    """Demands in which all WORDS are found; "in quotes" is a phrase.

    Names of countries, places and mechanisms find their other names: Burma finds
    Myanmar. Example: hrdemands search special rapporteurs visits
    """
    text = " ".join(f'"{word}"' if " " in word else word for word in words)
    with output.reading() as reader:
        chosen = typed(reader, options)
        found = output.show(
            search_query(reader, text, chosen),
            lambda: search_demands(reader, text, chosen),
            DEMANDS,
        )
    count_note(found, "demand")
