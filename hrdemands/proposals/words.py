"""Words as proposals compare them: those of a search, what is frame set apart."""

from hrdemands.words import Stems, words_of

stem = Stems().__getitem__
"""A word without its ending, as a search has it; each is found once.

Ratify and ratification have different stems: `verbs.yaml` names both.
"""


def stems(text: str) -> list[str]:
    """The words of a text without their endings."""
    return list(map(stem, words_of(text)))


FRAME = frozenset(
    map(
        stem,
        """a an the of to in and for with on by or as that this all at be is are which
        its their his her from such any other it they them these those not no
        continue effort efforts take taking measure measures step steps necessary
        further consider considering ensure ensuring effective effectively regard order
        including include particular particularly view well also more possible pursue
        promote make making provide appropriate through into aimed aiming towards
        relevant full fully complete concrete accordance line accelerate process
        initiative undertake intend early soon country national state states government
        address work develop adopt implement improve increase intensify enhance
        strengthen""".split(),
    )
)
"""Words of the frame of a recommendation, which say little about what is asked."""

FRAME_WEIGHT = 0.5
