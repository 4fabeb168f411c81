"""Words marked inside a cell: bold on a terminal and in Markdown, else as they are.

A mark is a pair of noncharacters, which no text may hold and which take no column.
Every word has its own pair, so that a line may be broken between words of a phrase.
"""

import re
from collections.abc import Iterable

BEGIN, END = "\ufdd0", "\ufdd1"

_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"
_MARKS = re.compile(f"[{BEGIN}{END}]")
_WORD = re.compile(r"\S+")


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """*text* with the words in *spans* marked, and no other marks."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += [unmarked(text[last:start]), _each_word(unmarked(text[start:end]))]
        last = end
    return "".join([*parts, unmarked(text[last:])])


def _each_word(text: str) -> str:
    return _WORD.sub(lambda word: f"{BEGIN}{word[0]}{END}", text)


def unmarked(text: str) -> str:
    """*text* without marks."""
    return _MARKS.sub("", text)


def bold(line: str) -> str:
    """What is marked in a line of a terminal in bold, up to the end of the line."""
    shown = line.replace(BEGIN, _BOLD).replace(END, _PLAIN)
    opened = line.count(BEGIN) > line.count(END)
    return shown + _PLAIN if opened else shown


def starred(text: str) -> str:
    """What is marked between the signs of Markdown."""
    return text.replace(BEGIN, "**").replace(END, "**")
