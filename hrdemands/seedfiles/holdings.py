"""Letters and demands of a catalogue by id: held, or read again when wanted."""

from collections.abc import Iterator, Mapping, MutableMapping

from hrdemands.seedfiles.jsonlines import Line
from hrdemands.seedfiles.reading import Entry, Refused
from hrdemands.seedfiles.records import Letter


class Letters(MutableMapping[str, Entry[Letter]]):
    """Entries of letters; those of JSON Lines are read again at each look."""

    def __init__(self, entries: Mapping[str, Entry[Letter]] | None = None) -> None:
        self._found: dict[str, Entry[Letter] | Line | Refused] = dict(entries or {})

    def place(self, key: str, line: Line) -> None:
        """Remember where a letter stands."""
        self._found[key] = line

    def let_go(self, entry: Entry[Letter], refused: Refused) -> None:
        """Hold no longer what is right in a line with mistakes, if it is held."""
        if self._found.get(entry.record.id) is entry:
            self._found[entry.record.id] = refused

    def held(self) -> dict[str, Entry[Letter]]:
        """The letters that are held."""
        return {
            k: found for k, found in self._found.items() if isinstance(found, Entry)
        }

    def passed(self) -> list[str]:
        """The ids of those that are not."""
        return [k for k, found in self._found.items() if not isinstance(found, Entry)]

    def __getitem__(self, key: str) -> Entry[Letter]:
        found = self._found[key]
        if isinstance(found, Line):
            return Entry(found.letter(), found.seed_file(), ())
        return found.entry() if isinstance(found, Refused) else found

    def __setitem__(self, key: str, entry: Entry[Letter]) -> None:
        self._found[key] = entry

    def __delitem__(self, key: str) -> None:
        del self._found[key]

    def __contains__(self, key: object) -> bool:
        return key in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class Demands(Mapping[str, tuple[Entry[Letter], int]]):
    """By ``<letter>/<n>``: the letter's entry, and the demand's place in it."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._places: dict[str, dict[int, int] | range] = {}

    def number(self, letter: str, numbers: list[int]) -> None:
        """Remember the *numbers* of a letter's demands, in their order."""
        counted = range(1, len(numbers) + 1)
        places: dict[int, int] = {}
        for index, n in enumerate(numbers):
            places.setdefault(n, index)
        self._places[letter] = counted if numbers == list(counted) else places

    def __getitem__(self, key: str) -> tuple[Entry[Letter], int]:
        letter, _, n = key.rpartition("/")
        places = self._places[letter]
        if key not in self:
            raise KeyError(key)
        place = int(n) - 1 if isinstance(places, range) else places[int(n)]
        return self._letters[letter], place

    def __contains__(self, key: object) -> bool:
        letter, _, n = str(key).rpartition("/")
        known = self._places.get(letter, range(0))
        return n.isdecimal() and n == str(int(n[:10])) and int(n) in known

    def __iter__(self) -> Iterator[str]:
        return (f"{letter}/{n}" for letter, ns in self._places.items() for n in ns)

    def __len__(self) -> int:
        return sum(map(len, self._places.values()))
