"""When the sessions of the Universal Periodic Review were held.

Exports name a review's session and no day. The calendar is shipped with the seeds but
is no table of the database: nothing is asked about a session but its days, which
become the date of each review, with the source as its reason.
"""

from functools import cache

from hrdemands.dates import phrase
from hrdemands.errors import DataError
from hrdemands.seedfiles.problems import SeedFile
from hrdemands.seedfiles.records import Dated, Session
from hrdemands.seedfiles.yamlfile import read_yaml
from hrdemands.shipped import shipped
from hrdemands.vocabulary import DateBasis, Precision

FILE = "vocabularies/upr-sessions.yaml"


@cache
def sessions() -> dict[int, Session]:
    """Every session whose days are known, by its number."""
    path = shipped("seeds") / FILE
    seed_file = SeedFile(path, str(path))
    if problems := read_yaml(seed_file):
        raise DataError(str(problems[0]), "install the program anew")
    data = seed_file.data
    listed = data["sessions"] if isinstance(data, dict) else []
    found = [Session.model_validate(each) for each in listed]
    return {session.n: session for session in found}


def dated(session: Session) -> Dated:
    """The date of a review in *session*: within its days."""
    days = phrase(session.earliest, session.latest, Precision.RANGE)
    return Dated(
        earliest=session.earliest,
        latest=session.latest,
        precision=Precision.RANGE,
        basis=DateBasis.INFERRED,
        reason=f"Session {session.n} was held {days}: {session.source}.",
    )
