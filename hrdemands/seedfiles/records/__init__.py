"""What seed files hold: one class per kind of record, one field per key.

The sentence under each field is its entry in the data dictionary of
``seeds/README.md``, which is generated from here. Records know nothing of files or
lines; what spans several records is held by `checks`.
"""

from hrdemands.seedfiles.records.actors import (
    Actor,
    Body,
    Office,
    Organization,
    Person,
    StateClass,
    Tenure,
)
from hrdemands.seedfiles.records.asks import (
    Ask,
    AskJudgement,
    Decision,
    Membership,
    Pair,
    Relation,
)
from hrdemands.seedfiles.records.base import Claim, Record
from hrdemands.seedfiles.records.demands import (
    Demand,
    DemandActor,
    DemandCountry,
    Span,
    Timing,
)
from hrdemands.seedfiles.records.documents import (
    Document,
    Recommendation,
    Unmapped,
)
from hrdemands.seedfiles.records.letters import (
    Affiliation,
    Dated,
    Letter,
    LetterText,
    Recipient,
    Section,
    Sender,
    Signatory,
)
from hrdemands.seedfiles.records.terms import (
    Action,
    Country,
    Group,
    Issue,
    Mapping,
    Mechanism,
    Object,
    OtherName,
    Place,
    Region,
    Session,
    Verb,
)

__all__ = [
    "Action",
    "Actor",
    "Affiliation",
    "Ask",
    "AskJudgement",
    "Body",
    "Claim",
    "Country",
    "Dated",
    "Decision",
    "Demand",
    "DemandActor",
    "DemandCountry",
    "Document",
    "Group",
    "Issue",
    "Letter",
    "LetterText",
    "Mapping",
    "Mechanism",
    "Membership",
    "Object",
    "Office",
    "Organization",
    "OtherName",
    "Pair",
    "Person",
    "Place",
    "Recipient",
    "Recommendation",
    "Record",
    "Region",
    "Relation",
    "Section",
    "Sender",
    "Session",
    "Signatory",
    "Span",
    "StateClass",
    "Tenure",
    "Timing",
    "Unmapped",
    "Verb",
]

KINDS: dict[str, type[Record]] = {
    "regions": Region,
    "countries": Country,
    "places": Place,
    "issues": Issue,
    "actions": Action,
    "groups": Group,
    "mechanisms": Mechanism,
    "sessions": Session,
    "objects": Object,
    "verbs": Verb,
    "organizations": Organization,
    "persons": Person,
    "offices": Office,
    "tenures": Tenure,
    "bodies": Body,
    "classes": StateClass,
    "asks": Ask,
    "judgements": AskJudgement,
    "pairs": Pair,
    "relations": Relation,
}
"""The keys a seed file may begin with, and the records listed under each."""
