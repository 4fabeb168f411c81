"""What the database holds: typed tables by domain, and the views over them.

Importing this package imports SQLAlchemy, which costs more than any look-up: only
`store`, the migrations and the generated documentation do.
"""

from hrdemands.schema.actors import (
    Actor,
    ActorName,
    Office,
    Organization,
    Person,
    Tenure,
)
from hrdemands.schema.asks import Ask, AskMembership, DemandRelation
from hrdemands.schema.base import Base
from hrdemands.schema.demands import (
    Demand,
    DemandActor,
    DemandAlso,
    DemandCountry,
    DemandGroup,
    DemandIssue,
    DemandMechanism,
    DemandPlace,
    DemandSearch,
    DemandText,
)
from hrdemands.schema.letters import (
    Letter,
    LetterSender,
    LetterText,
    Recipient,
    Section,
    SeedFile,
    Signatory,
    SignatoryAffiliation,
)
from hrdemands.schema.terms import (
    Action,
    ActionMapping,
    AffectedGroup,
    Country,
    CountryName,
    GroupMapping,
    Issue,
    IssueMapping,
    Mechanism,
    MechanismName,
    Place,
    PlaceCountry,
    PlaceName,
    Region,
)

__all__ = [
    "Action",
    "ActionMapping",
    "Actor",
    "ActorName",
    "AffectedGroup",
    "Ask",
    "AskMembership",
    "Base",
    "Country",
    "CountryName",
    "Demand",
    "DemandActor",
    "DemandAlso",
    "DemandCountry",
    "DemandGroup",
    "DemandIssue",
    "DemandMechanism",
    "DemandPlace",
    "DemandRelation",
    "DemandSearch",
    "DemandText",
    "GroupMapping",
    "Issue",
    "IssueMapping",
    "Letter",
    "LetterSender",
    "LetterText",
    "Mechanism",
    "MechanismName",
    "Office",
    "Organization",
    "Person",
    "Place",
    "PlaceCountry",
    "PlaceName",
    "Recipient",
    "Region",
    "Section",
    "SeedFile",
    "Signatory",
    "SignatoryAffiliation",
    "Tenure",
]
