"""Where in a text stands what a search looked for."""

from collections.abc import Iterator, Sequence

from hrdemands.queries.searching.expansion import Phrase, Plan, eithers
from hrdemands.words import Stems, Word, words_in

Span = tuple[int, int]


class Highlighter:
    """Finds the phrases of a plan in texts; by their stems, as the index does."""

    def __init__(self, plan: Plan) -> None:
        phrases = (phrase for either in eithers(plan) for phrase in either.phrases)
        self._phrases = list(dict.fromkeys(phrases))
        # A stem begins with the letter of its word: few words need be stemmed.
        self._letters = {stem[0] for phrase in self._phrases for stem in phrase.stems}
        self._stems = Stems()

    def spans(self, text: str) -> list[Span]:
        """The characters of *text* to mark, in order; none overlap."""
        words = list(words_in(text))
        stems = [self._stem(word.folded) for word in words]
        found = sorted(span for p in self._phrases for span in _spans(p, words, stems))
        merged: list[Span] = []
        for start, end in found:
            if merged and start < merged[-1][1]:
                first, last = merged.pop()
                merged.append((first, max(end, last)))
            else:
                merged.append((start, end))
        return merged

    def _stem(self, word: str) -> str:
        return self._stems[word] if word[0] in self._letters else word


def _spans(
    phrase: Phrase, words: Sequence[Word], stems: Sequence[str]
) -> Iterator[Span]:
    *before, last = phrase.stems
    length = len(phrase.stems)
    for at in range(len(stems) - length + 1):
        final = stems[at + length - 1]
        fits = final.startswith(last) if phrase.prefix else final == last
        if fits and stems[at : at + length - 1] == before:
            yield words[at].start, words[at + length - 1].end
