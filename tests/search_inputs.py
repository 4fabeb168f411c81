"""Searches: what a person types, what a machine does, and trees written out."""

from hypothesis import strategies as st

from hrdemands.queries.searching.tree import All, Any, Not, Sought, Tree

WORDS = (
    "china|China's|burma|Myanmar|north|korea|women|human|rights|human-rights|release|"
    "releasing|visits|rapporteur|special|the|un|U.N.|l'État|C++|Côte|d'Ivoire|人权|人|"
    "الصين|ประเทศไทย|R2P|2016|ministr*|rapp*|w*|happy*|x|-women|-|--|*|'|\u2019s|½|ﬁ|\u0130|¦|"
    "§cchn|§|\\|:|!|&|<->|NEAR|NEAR(|^|{|}|+|,|.|a.b.|%|_|\ud800|\0|\u202e|\U0010ffff"
).split("|")
SIGNS = ["AND", "OR", "NOT", "(", ")", '"', "“", "”", "*", "-", "AND NOT", "(("]

SEARCHES = st.one_of(
    st.lists(st.sampled_from(WORDS + SIGNS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS + SIGNS), max_size=12).map("".join),
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=6).map(" ".join),
)
"""Searches of every kind; few of them are what a database would take as it is."""


def written(tree: Tree) -> str:
    """A search that has this tree."""
    if isinstance(tree, Sought):
        return f'"{" ".join(tree.words)}"' + "*" * tree.prefix
    if isinstance(tree, Not):
        return f"NOT {_inside(tree.part)}"
    between = " OR " if isinstance(tree, Any) else " AND "
    return between.join(map(_inside, tree.parts))


def _inside(tree: Tree) -> str:
    return f"({written(tree)})" if isinstance(tree, All | Any) else written(tree)
