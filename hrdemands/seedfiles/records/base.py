"""What every record shares."""

from pydantic import BaseModel, ConfigDict

from hrdemands.seedfiles.scalars import Flag, Prose


class Record(BaseModel):
    """Frozen; an unknown key or a value of another type is an error."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
    )


class Claim(Record):
    """Something that is stated in the letter, or inferred with a reason."""

    stated: Flag = True
    """Whether the letter says so; `true` when left out."""
    reason: Prose | None = None
    """Why it is inferred; needed when `stated` is false."""
