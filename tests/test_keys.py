"""What demands name is found under its many names, and which way they ask for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdemands.proposals.forms import Forms
from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.keys import (
    OPPOSITE,
    OTHER_COUNTRY,
    OTHER_INSTRUMENT,
    OTHER_NAME,
    OTHER_THING,
    Conflict,
    Keys,
    conflict,
    find_keys,
)
from hrdemands.queries.reader import open_reader
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.wordings import find_wordings


@pytest.fixture(scope="module")
def gazetteer(shipped_sqlite: str) -> Gazetteer:
    """Return the gazetteer of the shipped seeds."""
    with open_reader(shipped_sqlite) as reader:
        return Gazetteer(find_wordings(reader))


def keys_of(words: str, gazetteer: Gazetteer) -> Keys:
    return find_keys(Statement(words), gazetteer)


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("Ratify OPCAT", {"opcat"}),
        ("ratify the OP-CAT.", {"opcat"}),
        (
            "Ratify the Optional Protocol to the UN Convention against Torture",
            {"opcat"},
        ),
        ("Accede to the Optional Protocol to CAT", {"opcat"}),
        ("Ratify CAT", {"convention-against-torture"}),
        ("Follow the CAT Committee's advice", {"committee-cat"}),
        (
            "Ratify CEDAW and its Optional Protocol",
            {"cedaw-convention", "cedaw-optional-protocol"},
        ),
        (
            "Ratify CRPD, OP-CAT and ICRMW",
            {"disability-convention", "opcat", "migrant-workers-convention"},
        ),
        ("Ratify OP-CRC-AC", {"op-crc-armed-conflict"}),
        (
            "Ratify the CRC's Optional Protocol, OP-CRC-SC",
            {
                "convention-on-the-rights-of-the-child",
                "crc-protocols",
                "op-crc-sale-of-children",
            },
        ),
        ("Ratify ILO Convention No. 189", {"ilo-convention-189"}),
        (
            "Accede to the Second Optional Protocol to ICCPR",
            {"iccpr-second-optional-protocol"},
        ),
        (
            "Ratify the ICCPR and its two Optional Protocols",
            {
                "iccpr",
                "iccpr-first-optional-protocol",
                "iccpr-second-optional-protocol",
            },
        ),
        ("Extend an open invitation to all experts", {"standing-invitation"}),
        ("Create an NHRI", {"national-institution"}),
        ("Create a national institution", {"national-institution"}),
        ("Create institutions", set()),
        ("Respect the UN Charter", {"un-charter"}),
        ("Improve life for women everywhere", set()),
    ],
)
def test_things_are_found_under_their_names(
    words: str, things: set[str], gazetteer: Gazetteer
) -> None:
    assert keys_of(words, gazetteer).things == things


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Ratify OPCAT", ("ratify", False)),
        ("Withdraw from the Rome Statute", ("denounce", False)),
        ("Withdraw reservations to CEDAW", ("end", False)),
        ("Do not abolish the ombudsman", ("end", True)),
        ("The death penalty should be abolished", ("end", False)),
        ("Free the detained lawyers", ("release", False)),
    ],
)
def test_verbs_say_which_way(
    words: str, act: tuple[str, bool], gazetteer: Gazetteer
) -> None:
    first = keys_of(words, gazetteer).acts[0]

    assert (first.verb, first.negated) == act


def test_a_city_in_a_treaty_s_name_is_no_country(gazetteer: Gazetteer) -> None:
    found = keys_of("Ratify the Rome Statute in Côte d'Ivoire", gazetteer)

    assert found.countries == {"CIV"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Abolish the death penalty", "Reinstate the death penalty", OPPOSITE),
        ("Ratify the Rome Statute", "Withdraw from the Rome Statute", OPPOSITE),
        ("Repeal the NGO law", "Do not repeal the NGO law", OPPOSITE),
        ("Stop detaining journalists", "Detain journalists", OPPOSITE),
        ("Repeal laws that criminalize sodomy", "Decriminalize sodomy", None),
        ("Lift sanctions on Cuba", "Impose sanctions on Cuba", OPPOSITE),
        ("Release prisoners in Niger", "Release prisoners in Nigeria", OTHER_COUNTRY),
        ("Ratify OPCAT", "Ratify OP-CRC-AC", OTHER_INSTRUMENT),
        (
            "Withdraw reservations to CEDAW",
            "Withdraw reservations to CRC",
            OTHER_INSTRUMENT,
        ),
        ("Establish an ombudsman", "Establish a truth commission", OTHER_THING),
        ("Stop child marriage", "Adopt measures to end child marriage", None),
        ("End child marriage", "Adopt a law against child marriage", None),
        ("Publish the report on torture", "Classify the report on torture", OPPOSITE),
        ("Free the poet Liu Xia", "Free the poet Dareen Tatour", OTHER_NAME),
        ("Repeal Law No. 32 of 2004", "Repeal Law No. 14 of 2011", OTHER_NAME),
        ("Free Liu Xia and Pu Zhiqiang", "Release the lawyer Pu Zhiqiang", None),
        ("Join OPCAT", "In line with the CRC, join OPCAT and CED", None),
        (
            "Join OPCAT",
            "As the Paris Principles say, close the prison camps",
            OTHER_THING,
        ),
        ("Ratify CAT and OPCAT", "Ratify OPCAT", None),
        ("Consider acceding to OPCAT", "Ratify OPCAT", None),
        (
            "End the death penalty",
            "Adopt a moratorium, then end the death penalty",
            None,
        ),
    ],
)
def test_keys_part_what_words_bring_together(
    one: str, other: str, expected: Conflict | None, gazetteer: Gazetteer
) -> None:
    keys = [keys_of(words, gazetteer) for words in (one, other)]
    known = gazetteer.opposites, gazetteer.instruments

    assert conflict(keys[0], keys[1], *known) == expected
    assert conflict(keys[1], keys[0], *known) == expected


@given(st.text(max_size=80))
def test_any_text_has_keys(gazetteer: Gazetteer, text: str) -> None:
    found = keys_of(text, gazetteer)

    assert conflict(found, found, gazetteer.opposites, gazetteer.instruments) in (
        None,
        # Who asks to do and to undo the same thing is opposed to himself.
        OPPOSITE,
    )


@pytest.mark.parametrize(
    "forms",
    [
        "ratify ratified ratifying ratifies",
        "ban banned bans banning",
        "lawyer lawyers",
        "criminalize criminalised criminalizing",
        "obligations obligation",
        "bodies body",
    ],
)
def test_forms_of_a_listed_word_are_that_word(forms: str) -> None:
    words = forms.split()

    assert len(set(Forms(words[:1]).of(words))) == 1


@pytest.mark.parametrize(
    ("listed", "other"),
    [
        ("criminalize", "criminal"),
        ("accession", "access"),
        ("executions", "executive"),
        ("publish", "public"),
        ("process", "proces"),
    ],
)
def test_what_only_shares_a_stem_is_no_form(listed: str, other: str) -> None:
    assert Forms([listed]).of([other]) == (other,)


def test_a_noun_of_an_agent_is_no_act(gazetteer: Gazetteer) -> None:
    found = keys_of("Reporters and enforced disappearances", gazetteer)

    assert not found.acts
