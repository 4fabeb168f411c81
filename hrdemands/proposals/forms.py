"""The forms of the words that vocabularies list: ratifies, ratified and ratifying.

Only regular English endings, and only of words that are listed: vocabularies name the
nouns made of a verb themselves. Where two listed words have a form in common, the form
is the shorter one's.
"""

from collections.abc import Iterable, Iterator, Sequence

_VOWELS = frozenset("aeiou")
_NO_PLURALS = ("ss", "us", "is")
_SHORTEST = 5


class Forms:
    """Knows which listed word a word is a form of."""

    def __init__(self, listed: Iterable[str]) -> None:
        self._listed: dict[str, str] = {}
        words = {each for word in listed for each in (word, _singular(word))}
        for word in sorted(words, key=lambda each: (len(each), each)):
            known = self._listed.setdefault(word, word)
            for form in forms_of(word):
                self._listed.setdefault(form, known)

    def knows(self, word: str) -> bool:
        """Whether a word is listed, or a form of one that is."""
        return word in self._listed

    def of(self, words: Sequence[str]) -> tuple[str, ...]:
        """Each word, or the listed word it is a form of."""
        listed = self._listed
        return tuple(listed.get(word, word) for word in words)


def _singular(word: str) -> str:
    """The noun that a listed word may be the plural of, or the word."""
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(_NO_PLURALS):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def forms_of(word: str) -> Iterator[str]:
    """What a word may be in a sentence, as a verb or a noun."""
    for form in _endings(word):
        yield form
        if "iz" in form:
            yield form.replace("iz", "is")


def _endings(word: str) -> Iterator[str]:
    yield word
    yield f"{word}s"
    yield f"{word}es"
    if word.endswith("e"):
        yield from (f"{word}d", f"{word[:-1]}ing")
        return
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")
    yield from (f"{word}ed", f"{word}ing")
    if word[-1:] not in _VOWELS:
        yield from (f"{word}{word[-1:]}ed", f"{word}{word[-1:]}ing")
