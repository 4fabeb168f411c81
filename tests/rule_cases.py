"""What breaks each rule, what it then says, and what keeps it though it comes near."""

from datetime import UTC, datetime, timedelta
from typing import Any

from builders import (
    ACTORS,
    ASKS,
    LATER,
    LETTER,
    SPEAK,
    TERMS,
    TEXT,
    Change,
    Files,
    span_of,
)

Case = tuple[Change, str, str, str]
"""A change of the seeds; the file, the words on its line, and the rest that prints."""


def of(file: str, *path: str | int, **values: Any) -> Change:
    """Set *values* in the mapping at *path* of *file*."""

    def change(files: Files) -> None:
        record = files[file]
        for step in path:
            record = record[step]
        record.update(values)

    return change


def adding(file: str, *path: str | int, value: Any) -> Change:  # noqa: ANN401
    """Append *value* to the list at *path* of *file*."""

    def change(files: Files) -> None:
        record = files[file]
        for step in path:
            record = record[step]
        record.append(value)

    return change


def first(**values: Any) -> Change:
    """Set *values* in the first demand of the first letter."""
    return of(LETTER, "demands", 0, **values)


def second(**values: Any) -> Change:
    """Set *values* in its second demand."""
    return of(LETTER, "demands", 1, **values)


def judging(**values: Any) -> Change:
    """Set *values* in the first judgement of the ask."""
    return of(ASKS, "asks", 0, "memberships", 0, **values)


def both(*changes: Change) -> Change:
    """Make all *changes*."""
    return lambda files: [change(files) for change in changes]


IN_KIRITIMATI = (datetime.now(UTC).date() + timedelta(1)).isoformat()
TOMORROW = (datetime.now(UTC).date() + timedelta(2)).isoformat()
PARENT = "demands[1].parent"

Reference = tuple[Change, str, str, str, str]
"""A change of the seeds; the file, the path, the id, and what it is no record of."""

JUDGED = {
    "judgement": "rejected",
    "reason": "Another act.",
    "method": "proposal",
    "coder": "A coder",
    "judged": "2026-01-31",
}
PAIR = JUDGED | {"first": "2016-ngo-sg/1", "second": "2018-ngo-sg/1"}

UNKNOWN: list[Reference] = [
    (
        second(action="speek-out"),
        LETTER,
        "demands[1].action",
        "speek-out",
        "action (did you mean speak-out?)",
    ),
    (
        second(target_action="xyz"),
        LETTER,
        "demands[1].target_action",
        "xyz",
        "action (add a record of it under actions)",
    ),
    (
        second(issues=["genocide", "genozide"]),
        LETTER,
        "demands[1].issues[1]",
        "genozide",
        "issue (did you mean genocide?)",
    ),
    (
        second(places=["dafur"]),
        LETTER,
        "demands[1].places[0]",
        "dafur",
        "place (did you mean darfur?)",
    ),
    (
        second(groups=["civilian"]),
        LETTER,
        "demands[1].groups[0]",
        "civilian",
        "group (did you mean civilians?)",
    ),
    (
        second(mechanisms=["council"]),
        LETTER,
        "demands[1].mechanisms[0]",
        "council",
        "mechanism or instrument (did you mean security-council?)",
    ),
    (
        of(LETTER, "demands", 1, "actors", 1, actor="SDM"),
        LETTER,
        "demands[1].actors[1].actor",
        "SDM",
        "actor or state (did you mean SDN?)",
    ),
    (
        second(countries=[{"country": "SUD", "role": "subject", "as_written": "x"}]),
        LETTER,
        "demands[1].countries[0].country",
        "SUD",
        "country (did you mean SDN?)",
    ),
    (
        of(LETTER, "senders", 0, actor="sg"),
        LETTER,
        "senders[0].actor",
        "sg",
        "organization or person (add a record of it under organizations or persons)",
    ),
    (
        of(LETTER, signatories=[{"person": "john", "as_signed": "J"}]),
        LETTER,
        "signatories[0].person",
        "john",
        "person (add a record of it under persons)",
    ),
    (
        of(
            LETTER,
            signatories=[
                {
                    "person": "jane-doe",
                    "as_signed": "J",
                    "affiliations": [{"organization": "jane-doe"}],
                }
            ],
        ),
        LETTER,
        "signatories[0].affiliations[0].organization",
        "jane-doe",
        "organization (add a record of it under organizations)",
    ),
    (
        of(
            LETTER,
            recipients=[{"office": "un", "state": "incumbent", "addressed": "direct"}],
        ),
        LETTER,
        "recipients[0].office",
        "un",
        "office (add a record of it under offices)",
    ),
    (
        of(
            LETTER,
            recipients=[
                {
                    "office": "sg",
                    "holder": "jane",
                    "state": "incumbent",
                    "addressed": "direct",
                }
            ],
        ),
        LETTER,
        "recipients[0].holder",
        "jane",
        "person (did you mean jane-doe?)",
    ),
    (
        of(TERMS, "regions", 1, parent="afrika"),
        TERMS,
        "regions[1].parent",
        "afrika",
        "region (did you mean africa?)",
    ),
    (
        of(TERMS, "countries", 0, region="west"),
        TERMS,
        "countries[0].region",
        "west",
        "region (did you mean east?)",
    ),
    (
        of(TERMS, "countries", 0, un_group="xyz"),
        TERMS,
        "countries[0].un_group",
        "xyz",
        "region (add a record of it under regions)",
    ),
    (
        of(TERMS, "places", 0, countries=["TCD"]),
        TERMS,
        "places[0].countries[0]",
        "TCD",
        "country (give the alpha-3 code)",
    ),
    (
        of(TERMS, "issues", 1, parent="atrocity"),
        TERMS,
        "issues[1].parent",
        "atrocity",
        "issue (did you mean atrocities?)",
    ),
    (
        of(ACTORS, "organizations", 1, parent="un"),
        ACTORS,
        "organizations[1].parent",
        "un",
        "organization (add a record of it under organizations)",
    ),
    (
        of(ACTORS, "persons", 0, country="USA"),
        ACTORS,
        "persons[0].country",
        "USA",
        "country (give the alpha-3 code)",
    ),
    (
        of(ACTORS, "offices", 0, organization="sg"),
        ACTORS,
        "offices[0].organization",
        "sg",
        "organization or body (add a record of it under organizations or bodies)",
    ),
    (
        of(ACTORS, "tenures", 0, office="sgg"),
        ACTORS,
        "tenures[0].office",
        "sgg",
        "office (did you mean sg?)",
    ),
    (
        of(ACTORS, "tenures", 0, person="xyz"),
        ACTORS,
        "tenures[0].person",
        "xyz",
        "person (add a record of it under persons)",
    ),
    (
        judging(demand="2016-ngo-sg/7"),
        ASKS,
        "asks[0].memberships[0].demand",
        "2016-ngo-sg/7",
        "demand (did you mean 2016-ngo-sg/2, 2016-ngo-sg/1 or 2018-ngo-sg/1?)",
    ),
    (
        judging(demand="7"),
        ASKS,
        "asks[0].memberships[0].demand",
        "7",
        "demand (write <letter>/<n>)",
    ),
    (
        of(ASKS, judgements=[JUDGED | {"ask": "speek", "demand": "2016-ngo-sg/2"}]),
        ASKS,
        "judgements[0].ask",
        "speek",
        "ask (did you mean speak?)",
    ),
    (
        of(ASKS, judgements=[JUDGED | {"ask": "speak", "demand": "upr-x"}]),
        ASKS,
        "judgements[0].demand",
        "upr-x",
        "demand (write <letter>/<n>)",
    ),
    (
        of(ASKS, pairs=[JUDGED | {"first": "2016-ngo-sg/1", "second": "xyz"}]),
        ASKS,
        "pairs[0].second",
        "xyz",
        "demand (write <letter>/<n>)",
    ),
    (
        of(ASKS, "relations", 0, later="xyz"),
        ASKS,
        "relations[0].later",
        "xyz",
        "demand (write <letter>/<n>)",
    ),
    (
        of(ASKS, "relations", 0, earlier="xyz"),
        ASKS,
        "relations[0].earlier",
        "xyz",
        "demand (write <letter>/<n>)",
    ),
]

MEMBER = {"demand": "2016-ngo-sg/1"}
SECTIONS = [{"n": "1", "heading": "One"}, {"n": "2", "heading": "Two"}]
NAME = {"name": "sudan.", "status": "short"}
MAPPED = {"scheme": "uhri-theme", "label": "Genocide", "match": "exact"}
START, END = span_of(SPEAK)
PRESS = TEXT.index("press")

BROKEN: dict[str, Case] = {
    # 3xx: claims and lists
    "E303 sender": (
        of(LETTER, "senders", 0, stated="false"),
        LETTER,
        '- actor: "ngo"',
        "senders[0]: is inferred without a reason (add 'reason: ...') [E303]",
    ),
    "E303 recipient": (
        of(
            LETTER,
            recipients=[
                {
                    "stated": "false",
                    "office": "sg",
                    "state": "incumbent",
                    "addressed": "none",
                }
            ],
        ),
        LETTER,
        "- stated:",
        "recipients[0]: is inferred without a reason (add 'reason: ...') [E303]",
    ),
    "E303 affiliation": (
        of(
            LETTER,
            signatories=[
                {
                    "person": "jane-doe",
                    "as_signed": "Jane",
                    "affiliations": [{"role": "x"}, {"stated": "false"}],
                }
            ],
        ),
        LETTER,
        "- stated:",
        (
            "signatories[0].affiliations[1]: is inferred without a reason "
            "(add 'reason: ...') [E303]"
        ),
    ),
    "E303 actor": (
        of(LETTER, "demands", 1, "actors", 1, stated="false"),
        LETTER,
        '- actor: "SDN"',
        "demands[1].actors[1]: is inferred without a reason (add 'reason: ...') [E303]",
    ),
    "E304 implied": (
        second(explicit="false", basis="purpose", strength="implied"),
        LETTER,
        '- n: "2"',
        (
            "demands[1]: is implied without basis and reason "
            "(add both, or mend explicit) [E304]"
        ),
    ),
    "E304 explicit": (
        second(reason="It says so."),
        LETTER,
        '- n: "2"',
        (
            "demands[1]: is explicit, yet gives why it is implied "
            "(leave out basis and reason, or mend explicit) [E304]"
        ),
    ),
    "E305": (
        second(strength="implied"),
        LETTER,
        'strength: "implied"',
        (
            "demands[1].strength: is implied, yet the demand is explicit "
            "(take the cue's strength) [E305]"
        ),
    ),
    "E306 target": (
        second(actors=[{"actor": "sg", "role": "asked"}]),
        LETTER,
        "actors:",
        (
            "demands[1].actors: has no actor in the role 'target' "
            "(an addressee that must act itself has both roles) [E306]"
        ),
    ),
    "E306 asked": (
        second(actors=[{"actor": "sg", "role": "target"}]),
        LETTER,
        "actors:",
        (
            "demands[1].actors: has no actor in the role 'asked' "
            "(an addressee that must act itself has both roles) [E306]"
        ),
    ),
    "E307 issue": (
        second(issues=["genocide", "genocide"]),
        LETTER,
        "issues:",
        "demands[1].issues: lists 'genocide' twice (leave one out) [E307]",
    ),
    "E307 actor": (
        adding(LETTER, "demands", 1, "actors", value={"actor": "sg", "role": "asked"}),
        LETTER,
        "actors:",
        "demands[1].actors: lists 'sg asked' twice (leave one out) [E307]",
    ),
    "E308": (
        lambda files: files.update({"letters/x.yaml": files.pop(LETTER)}),
        "letters/x.yaml",
        'id: "2016-ngo-sg"',
        (
            "id: '2016-ngo-sg' stands in a file of another name "
            "(rename the file to 2016-ngo-sg.yaml) [E308]"
        ),
    ),
    "E309": (
        of(TERMS, "countries", 0, names=[NAME]),
        TERMS,
        '- name: "sudan."',
        "countries[0].names[0]: 'sudan.' is listed twice (leave one out) [E309]",
    ),
    "E309 actor": (
        of(ACTORS, "persons", 0, names=[NAME, NAME | {"name": "the sudan"}]),
        ACTORS,
        '- name: "the sudan"',
        "persons[0].names[1]: 'the sudan' is listed twice (leave one out) [E309]",
    ),
    "E313": (
        of(
            TERMS,
            objects=[
                {"id": "one", "name": "One", "names": ["An end"]},
                {"id": "other", "name": "Other", "names": ["an end"]},
            ],
        ),
        TERMS,
        "an end",
        "objects[1].names[0]: 'an end' is also a wording of one (leave one out) [E313]",
    ),
    "E310 country": (
        of(TERMS, "countries", 1, alpha2="SD"),
        TERMS,
        'alpha2: "SD"',
        "countries[1].alpha2: 'SD' is also the code of SDN (give each its own) [E310]",
    ),
    "E310 issue": (
        of(TERMS, "issues", 1, code="A"),
        TERMS,
        'code: "A"',
        "issues[1].code: 'A' is also the code of atrocities (give each its own) [E310]",
    ),
    "E310 m49": (
        both(
            of(TERMS, "countries", 0, m49="729"), of(TERMS, "countries", 1, m49="729")
        ),
        TERMS,
        'm49: "729"',
        "countries[1].m49: '729' is also the code of SDN (give each its own) [E310]",
    ),
    "E311": (
        of(TERMS, "places", 0, countries=["SDN", "SDN"]),
        TERMS,
        '- "SDN"',
        "places[0].countries[1]: lists 'SDN' twice (leave one out) [E311]",
    ),
    "E312": (
        of(TERMS, "issues", 0, mappings=[MAPPED, MAPPED | {"match": "broad"}]),
        TERMS,
        '- scheme: "uhri-theme"',
        (
            "issues[0].mappings[1]: lists 'uhri-theme Genocide' twice "
            "(leave one out) [E312]"
        ),
    ),
    # 4xx: order
    "E401 demand": (
        second(n="3"),
        LETTER,
        'n: "3"',
        (
            "demands[1].n: has the number 3 where 2 comes next "
            "(number all demands 1, 2, 3 as they stand) [E401]"
        ),
    ),
    "E401 section": (
        of(LETTER, sections=[SECTIONS[1]]),
        LETTER,
        '- n: "2"',
        (
            "sections[0].n: has the number 2 where 1 comes next "
            "(number all sections 1, 2, 3 as they stand) [E401]"
        ),
    ),
    "E402": (
        both(of(LETTER, sections=SECTIONS), second(section="3")),
        LETTER,
        'section: "3"',
        (
            "demands[1].section: the letter has no section 3 "
            "(it has 2; add the section, or mend the number) [E402]"
        ),
    ),
    "E403": (
        second(parent="0"),
        LETTER,
        'parent: "0"',
        "demands[1].parent: the letter has no demand 0 (give the head's number) [E403]",
    ),
    "E404 itself": (
        second(parent="2"),
        LETTER,
        'parent: "2"',
        (
            "demands[1].parent: is its own head, directly or by others "
            "(break the circle) [E404]"
        ),
    ),
    "E404": (
        both(first(parent="2"), second(parent="1")),
        LETTER,
        'parent: "2"',
        (
            "demands[0].parent: is its own head, directly or by others "
            "(break the circle) [E404]"
        ),
    ),
    "E405 issue": (
        of(TERMS, "issues", 0, parent="genocide"),
        TERMS,
        'parent: "genocide"',
        (
            "issues[0].parent: 'atrocities' is part of itself, directly or by others "
            "(break the circle) [E405]"
        ),
    ),
    "E405 region": (
        of(TERMS, "regions", 1, parent="east"),
        TERMS,
        'parent: "east"',
        (
            "regions[1].parent: 'east' is part of itself, directly or by others "
            "(break the circle) [E405]"
        ),
    ),
    "E405 organization": (
        of(ACTORS, "organizations", 0, parent="ngo-east"),
        ACTORS,
        'parent: "ngo-east"',
        (
            "organizations[0].parent: 'ngo' is part of itself, directly or by others "
            "(break the circle) [E405]"
        ),
    ),
    "E406": (
        second(start=str(START - 2), end=str(START - 1), quote="x"),
        LETTER,
        f'start: "{START - 2}"',
        (
            "demands[1].start: begins before demand 1 "
            "(order demands by start, and number them anew) [E406]"
        ),
    ),
    # 5xx: dates
    "E501": (
        of(LETTER, "date", earliest="2016-04-01"),
        LETTER,
        "earliest:",
        "date.earliest: 2016-04-01 is after 2016-03-31 (swap them) [E501]",
    ),
    "E502 month": (
        of(LETTER, "date", latest="2016-03-30"),
        LETTER,
        "precision:",
        (
            "date.precision: 2016-03-01 to 2016-03-30 is no whole month "
            "(write 'range') [E502]"
        ),
    ),
    "E502 day": (
        of(LETTER, "date", precision="day"),
        LETTER,
        "precision:",
        (
            "date.precision: 2016-03-01 to 2016-03-31 is no whole day "
            "(write 'month') [E502]"
        ),
    ),
    "E502 range": (
        of(LETTER, "date", precision="range", latest="2016-03-01"),
        LETTER,
        "precision:",
        "date.precision: a range needs two different days (write 'day') [E502]",
    ),
    "E503 coded": (
        of(LETTER, coded=TOMORROW),
        LETTER,
        "coded:",
        f"coded: {TOMORROW} is in the future (give a day that has been) [E503]",
    ),
    "E503 letter": (
        of(LATER, "date", latest="9999-12-31", precision="range"),
        LATER,
        "latest:",
        "date.latest: 9999-12-31 is in the future (give a day that has been) [E503]",
    ),
    "E503 judgement": (
        judging(judged=TOMORROW),
        ASKS,
        "judged:",
        (
            f"asks[0].memberships[0].judged: {TOMORROW} is in the future "
            "(give a day that has been) [E503]"
        ),
    ),
    "E503 relation": (
        of(ASKS, "relations", 0, judged=TOMORROW),
        ASKS,
        f'judged: "{TOMORROW}"',
        (
            f"relations[0].judged: {TOMORROW} is in the future "
            "(give a day that has been) [E503]"
        ),
    ),
    "E504 half": (
        second(timing={"words": "soon", "earliest": "2016-12-10"}),
        LETTER,
        "timing:",
        "demands[1].timing: has one day of two (give earliest and latest) [E504]",
    ),
    "E504": (
        second(
            timing={
                "words": "soon",
                "earliest": "2016-12-10",
                "latest": "2016-12-09",
            }
        ),
        LETTER,
        "timing:",
        "demands[1].timing: 2016-12-10 is after 2016-12-09 (swap them) [E504]",
    ),
    "E505 tenure": (
        of(ACTORS, "tenures", 0, to="2006-12-31"),
        ACTORS,
        "from:",
        "tenures[0].from: 2007-01-01 is after 2006-12-31 (swap them) [E505]",
    ),
    "E505 name": (
        of(
            TERMS,
            "countries",
            0,
            names=[NAME | {"name": "x", "from": "1990", "to": "1989-12-31"}],
        ),
        TERMS,
        "from:",
        "countries[0].names[0].from: 1990 is after 1989-12-31 (swap them) [E505]",
    ),
    "W506": (
        of(
            LETTER,
            "date",
            earliest="2015-03-01",
            latest="2015-03-31",
        ),
        LETTER,
        'id: "2016',
        (
            "id: '2016-ngo-sg' does not begin with the letter's year "
            "(rename it before it is cited) [W506]"
        ),
    ),
    # 6xx: spans and quotes
    "E601 empty": (
        second(end=str(PRESS)),
        LETTER,
        f'start: "{PRESS}"',
        (
            f"demands[1].start: [{PRESS}, {PRESS}) is no span "
            f"of a text of {len(TEXT)} "
            "(offsets count characters from 0; end is exclusive) [E601]"
        ),
    ),
    "E601 also": (
        second(also=[{"start": "1", "end": "999"}]),
        LETTER,
        'start: "1"',
        (
            f"demands[1].also[0].start: [1, 999) is no span of a text of {len(TEXT)} "
            "(offsets count characters from 0; end is exclusive) [E601]"
        ),
    ),
    "E602": (
        second(start=str(END - 5)),
        LETTER,
        f'start: "{END - 5}"',
        (
            "demands[1].start: crosses the span of demand 1 "
            "(end the earlier one where the later begins) [E602]"
        ),
    ),
    "E602 also": (
        first(also=[{"start": str(END - 5), "end": str(END + 1)}]),
        LETTER,
        f'start: "{END - 5}"',
        (
            "demands[0].also[0].start: crosses the span of demand 1 "
            "(end the earlier one where the later begins) [E602]"
        ),
    ),
    "E603 long": (
        second(quote="one " * 16),
        LETTER,
        "one one",
        (
            "demands[1].quote: has 16 words, more than 15 "
            "(keep only the operative ones) [E603]"
        ),
    ),
    "E603 short": (
        second(quote="release the lawyers"),
        LETTER,
        'quote: "release',
        (
            "demands[1].quote: has 3 words, fewer than 6 "
            "(lengthen it, or quote a shorter ask whole) [E603]"
        ),
    ),
    # 7xx: asks and relations
    "E701": (
        of(ASKS, "asks", 0, "memberships", 1, **MEMBER),
        ASKS,
        'demand: "2016-ngo-sg/1"',
        (
            "asks[0].memberships[1].demand: '2016-ngo-sg/1' is judged twice, first in "
            "FOLDER/asks.yaml:6 (keep one judgement) [E701]"
        ),
    ),
    "E701 apart": (
        of(ASKS, judgements=[JUDGED | {"ask": "speak", "demand": "2018-ngo-sg/1"}]),
        ASKS,
        'demand: "2018-ngo-sg/1"',
        (
            "judgements[0].demand: '2018-ngo-sg/1' is judged twice, first in "
            "FOLDER/asks.yaml:12 (keep one judgement) [E701]"
        ),
    ),
    "E702": (
        both(
            judging(judgement="narrower"),
            of(ASKS, "asks", 0, "memberships", 1, judgement="rejected"),
        ),
        ASKS,
        "memberships:",
        (
            "asks[0].memberships: no demand is judged the same "
            "(name the ask after a demand that makes it) [E702]"
        ),
    ),
    "E703 letter": (
        of(ASKS, "relations", 0, later="2016-ngo-sg/2"),
        ASKS,
        "later:",
        (
            "relations[0].later: joins two demands of one letter "
            "(only days that surely follow have an order; judge a membership) [E703]"
        ),
    ),
    "E703 order": (
        of(ASKS, "relations", 0, later="2016-ngo-sg/1", earlier="2018-ngo-sg/1"),
        ASKS,
        "later:",
        (
            "relations[0].later: 2016-ngo-sg is not surely later than 2018-ngo-sg "
            "(only days that surely follow have an order; judge a membership) [E703]"
        ),
    ),
    "E703 overlap": (
        of(LETTER, "date", latest="2018-03-01", precision="range"),
        ASKS,
        "later:",
        (
            "relations[0].later: 2018-ngo-sg is not surely later than 2016-ngo-sg "
            "(only days that surely follow have an order; judge a membership) [E703]"
        ),
    ),
    "E704 letter": (
        of(ASKS, pairs=[PAIR | {"second": "2016-ngo-sg/2"}]),
        ASKS,
        "second:",
        ("pairs[0].second: joins demands of one letter (judge those of two) [E704]"),
    ),
    "E704 turned": (
        of(
            ASKS,
            pairs=[
                PAIR,
                JUDGED | {"first": PAIR["second"], "second": PAIR["first"]},
            ],
        ),
        ASKS,
        'second: "2016-ngo-sg/1"',
        (
            "pairs[1].second: is judged twice, first in FOLDER/asks.yaml:26 "
            "(keep one of them) [E704]"
        ),
    ),
}
TWICE = {
    "E303 actor",
    "E310 m49",
    "E311",
    "E312",
    "E310 country",
    "E310 issue",
    "E401 section",
} | {name for name in BROKEN if name.startswith(("E306", "E307", "E701"))}
"""Cases whose words stand twice in the file, and are meant where they stand last."""

ALLOWED: dict[str, Change] = {
    "judgements and pairs of imports": of(
        ASKS,
        judgements=[JUDGED | {"ask": "speak", "demand": "upr-08-chn/12"}],
        pairs=[
            PAIR,
            JUDGED | {"first": "upr-08-chn/12", "second": "uhri-cat-c-chn-co-5/3"},
        ],
    ),
    "an inference with a reason": of(
        LETTER, "senders", 0, stated="false", reason="The signature."
    ),
    "an implied demand with basis and reason": second(
        explicit="false", basis="purpose", reason="So that.", strength="implied"
    ),
    "an actor in two roles": second(
        actors=[{"actor": "sg", "role": "asked"}, {"actor": "sg", "role": "target"}]
    ),
    "a country in two roles": second(
        countries=[
            {"country": "SDN", "role": role, "as_written": "Sudan"}
            for role in ("subject", "venue")
        ]
    ),
    "a head and its means": second(parent="1"),
    "a head that comes later": first(parent="2"),
    "a section": both(of(LETTER, sections=SECTIONS), second(section="2")),
    "a span inside another": second(start=str(START), end=str(END), quote="one " * 9),
    "a span that begins where another ends": second(start=str(END)),
    "a span to the last character": second(end=str(len(TEXT))),
    "a short ask quoted whole": second(
        start=str(TEXT.index("Act")), end=str(TEXT.index("Act") + 7), quote="Act now"
    ),
    "a quote of six words": second(quote="one two three four five six"),
    "a quote of fifteen words": second(quote="one " * 15),
    "a range over two years": both(
        of(
            LETTER,
            "date",
            earliest="2015-12-31",
            latest="2016-01-01",
            precision="range",
        )
    ),
    "an id with a year amid a range": of(
        LETTER, "date", earliest="2015-01-01", latest="2017-12-31", precision="range"
    ),
    "today, where it is latest": of(LETTER, coded=IN_KIRITIMATI),
    "a name of one year": of(
        TERMS,
        "countries",
        0,
        names=[NAME | {"name": "x", "from": "1989", "to": "1989"}],
    ),
    "a name of two actors": both(
        of(ACTORS, "persons", 0, names=[NAME]), of(ACTORS, "bodies", 0, names=[NAME])
    ),
    "a rejected judgement beside the same": judging(judgement="rejected"),
    "a letter that nobody gets and an ask of nobody else": of(LETTER, recipients=[]),
}
