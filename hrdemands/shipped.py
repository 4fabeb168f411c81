"""Where the shipped seeds and migrations are: in a wheel, or in a checkout.

Both folders lie outside the package in the repository, so that curators find them
at the top; the wheel carries copies under ``hrdemands/_shipped``.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the shipped file or folder *name* (``seeds``, ``migrations``, ...)."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.exists() else _PACKAGE.parent / name
