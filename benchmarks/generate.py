"""Letters nobody wrote: as many demands as wanted, skewed as real ones are.

Letters make 25 demands each (Poisson). Countries, issues, organizations, offices and
asks follow Zipf: few of each are everywhere, most are rare. A demand has about forty
words, of the shipped summaries and of a long tail that is made up. The same seed makes
the same letters.

    python benchmarks/generate.py FOLDER --demands 250000

writes a folder of seeds, to be joined to the shipped ones: organizations and offices
as YAML, letters as JSON Lines.
"""

import argparse
import itertools
import json
import math
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PER_LETTER = 25
ORGANIZATIONS, OFFICES, TAIL = 800, 400, 30_000
FIRST_DAY, DAYS = date(1990, 1, 1), 13_000
LETTERS_A_FILE = 2_000
STRENGTHS = ("must", "should", "urge", "recommend", "request", "hope")
Json = dict[str, Any]


class Skewed:
    """Draws from a list: the first often, the last hardly ever."""

    def __init__(self, values: Sequence[str], exponent: float = 1.0) -> None:
        self.values = values
        weights = (1 / rank**exponent for rank in range(1, len(values) + 1))
        self.weights = list(itertools.accumulate(weights))

    def draw(self, chance: random.Random, count: int = 1) -> list[str]:
        """Draw *count* values."""
        return chance.choices(self.values, cum_weights=self.weights, k=count)

    def several(self, chance: random.Random, count: int) -> list[str]:
        """Draw *count* values, each kept once."""
        return list(dict.fromkeys(self.draw(chance, count)))


class Vocabulary(NamedTuple):
    """What letters are made of."""

    words: Skewed
    countries: Skewed
    issues: Skewed
    actions: Skewed
    groups: Skewed
    mechanisms: Skewed
    organizations: Skewed
    offices: Skewed


def vocabulary(seed: int = 1) -> Vocabulary:
    """The shipped vocabularies, and made-up senders, recipients and rare words."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    terms = {kind: _ids(kind, chance) for kind in _KINDS}
    return Vocabulary(
        Skewed(_words(chance)),
        *(Skewed(terms[kind]) for kind in _KINDS),
        Skewed([f"organization-{n}" for n in range(ORGANIZATIONS)]),
        Skewed([f"office-{n}" for n in range(OFFICES)]),
    )


_KINDS = ("countries", "issues", "actions", "groups", "mechanisms")


def _ids(kind: str, chance: random.Random) -> list[str]:
    path = SEEDS / "vocabularies" / f"{kind}.yaml"
    records = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)[kind]  # noqa: S506
    ids = [record["code" if kind == "countries" else "id"] for record in records]
    chance.shuffle(ids)
    return ids


def _words(chance: random.Random) -> list[str]:
    """The words of the shipped summaries, commonest first, then the tail."""
    known: dict[str, int] = {}
    for path in sorted((SEEDS / "letters").glob("*.yaml")):
        letter = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
        for demand in letter["demands"]:
            for word in demand["summary"].split():
                known[word] = known.get(word, 0) + 1
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    tail = ("".join(chance.choices(syllables, k=4)) for _ in range(TAIL))
    return [*sorted(known, key=lambda word: (-known[word], word)), *tail]


def letters(demands: int, seed: int = 1) -> Iterator[Json]:
    """Letters of *demands* demands together, as records of seed files."""
    known, chance = vocabulary(), random.Random(seed)  # noqa: S311
    for number in itertools.count(1):
        count = min(demands, max(1, _poisson(chance, PER_LETTER)))
        yield _letter(known, chance, number, count)
        demands -= count
        if not demands:
            return


def _poisson(chance: random.Random, mean: float) -> int:
    limit, product = math.exp(-mean), chance.random()
    for count in itertools.count():
        if product <= limit:
            return count
        product *= chance.random()
    raise AssertionError


def _letter(known: Vocabulary, chance: random.Random, number: int, count: int) -> Json:
    dated = _date(chance)
    sender = known.organizations.draw(chance)[0]
    return {
        "id": f"{dated['earliest'][:4]}-letter-{number:06}",
        "title": " ".join(known.words.draw(chance, 8)),
        "kind": "open-letter",
        "date": dated,
        "language": "en",
        "text": {
            "file": f"{number:06}.txt",
            "sha256": f"{number:064x}",
            "length": count * 300,
        },
        "rights": "made up",
        "coder": "benchmarks/generate.py",
        "coded": "2026-01-01",
        "senders": [
            {"actor": name}
            for name in dict.fromkeys([sender, *known.organizations.draw(chance, 1)])
        ],
        "recipients": [
            {
                "office": known.offices.draw(chance)[0],
                "state": "incumbent",
                "addressed": "direct",
            }
        ],
        "demands": [_demand(known, chance, n) for n in range(1, count + 1)],
    }


def _date(chance: random.Random) -> Json:
    day = FIRST_DAY + timedelta(chance.randrange(DAYS))
    first, last, precision = day, day, "day"
    if chance.random() < 0.2:  # noqa: PLR2004 - a fifth of dates is a range
        last, precision = day + timedelta(chance.randrange(2, 90)), "range"
    return {
        "earliest": first.isoformat(),
        "latest": last.isoformat(),
        "precision": precision,
        "basis": "stated",
        "reason": "made up",
    }


def _demand(known: Vocabulary, chance: random.Random, n: int) -> Json:
    words = known.words.draw(chance, 41)
    return {
        "n": n,
        "start": (n - 1) * 300,
        "end": (n - 1) * 300 + 290,
        "quote": " ".join(words[:12]),
        "summary": " ".join(words[12 : 12 + chance.randrange(20, 30)]),
        "strength": chance.choice(STRENGTHS),
        "cue": words[0],
        "explicit": True,
        "action": known.actions.draw(chance)[0],
        "actors": [
            {"actor": known.offices.draw(chance)[0], "role": "asked"},
            {"actor": known.countries.draw(chance)[0], "role": "target"},
        ],
        "countries": [
            {"country": code, "role": _role(chance), "as_written": "there"}
            for code in known.countries.several(chance, chance.choice((0, 1, 1, 2, 4)))
        ],
        "issues": known.issues.several(chance, chance.choice((1, 2, 3))),
        "groups": known.groups.several(chance, chance.choice((0, 0, 0, 1))),
        "mechanisms": known.mechanisms.several(chance, chance.choice((0, 0, 0, 1))),
        "audience": "unspecified",
        "confidence": 0.9,
    }


def _role(chance: random.Random) -> str:
    return chance.choices(("subject", "example", "venue", "actor"), (8, 4, 1, 1))[0]


def asks(demands: int, chance: random.Random) -> Iterator[int]:
    """The number of the ask that each of *demands* demands is.

    Two fifths of demands are asked once; the rest are Zipf over a quarter as many.
    """
    common = Skewed([str(n) for n in range(max(1, demands // 4))])
    for number in range(demands):
        once = chance.random() < 0.4  # noqa: PLR2004
        yield demands + number if once else int(common.draw(chance)[0])


def write_folder(folder: Path, demands: int, seed: int = 1) -> int:
    """Write a folder of seeds of *demands* demands; return its letters."""
    (folder / "letters").mkdir(parents=True)
    (folder / "actors.yaml").write_text(_actors(), "utf-8")
    numbered = enumerate(letters(demands, seed))
    count = 0
    for part, group in itertools.groupby(numbered, lambda e: e[0] // LETTERS_A_FILE):
        path = folder / "letters" / f"{part:05}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for count, letter in group:  # noqa: B007 - counted
                file.write(json.dumps(letter, ensure_ascii=False) + "\n")
    return count + 1


def _actors() -> str:
    organizations = [
        f"  - {{id: organization-{n}, name: Organization {n}, kind: ngo}}"
        for n in range(ORGANIZATIONS)
    ]
    offices = [
        f"  - {{id: office-{n}, name: Office {n}, organization: organization-{n}}}"
        for n in range(OFFICES)
    ]
    return "\n".join(["organizations:", *organizations, "offices:", *offices, ""])


def main() -> None:
    """Write the folder that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--demands", type=int, default=250_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    count = write_folder(given.folder, given.demands, given.seed)
    print(f"{given.folder}: {given.demands:,} demands in {count:,} letters")  # noqa: T201


if __name__ == "__main__":
    main()
