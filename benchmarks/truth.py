"""Which recommendations ask the same, by what they name: the truth of `evaluate`.

Written apart from the program's own gazetteer, in plain patterns, so that neither is
tuned on the other; and the program's keys are switched off when it is measured here.
Two recommendations to one state share an ask where they share one of these keys.
"""

import re
from collections.abc import Mapping

_JOIN = r"\b(ratif|acced|accession|adher|sign\b|signing|signature|becom\w+ (a )?party)"
"""Joining a treaty; what else is asked about one is another ask."""

TREATIES: Mapping[str, str] = {
    "iccpr": r"(?<!to the )(?<!to )(\bICCPR\b(?!.{0,5}OP)|"
    r"(?<!to the international )covenant on civil and political)",
    "iccpr-op2": r"second (optional )?protocol|ICCPR.{0,3}OP.?2",
    "icescr-op": r"\bOP.?I?CESCR|protocol.{0,25}(ICESCR|covenant on economic)",
    "opcat": r"\bOP.?CAT\b|protocol.{0,30}(convention against torture|\bU?N?CAT\b)",
    "ced": r"\b(CED|CPED|ICPPED|ICPED)\b|enforced disappearance",
    "cmw": r"\b(ICRMW|CRMW|ICMW|CMW)\b|rights of (all )?migrant workers",
    "crpd": r"(?<!to the )(?<!OP.)(\bCRPD\b|convention on the rights of persons with)",
    "op-cedaw": r"\bOP.?CEDAW|protocol.{0,40}(CEDAW|discrimination against women)",
    "rome": r"rome statute",
    "crc-ac": r"armed conflict|\bOP.?AC\b|OP.?CRC.?AC",
    "stateless": r"stateless",
    "refugees": r"status of refugees|refugee convention|1951 convention",
    "ilo-169": r"\bILO\b.{0,25}169|convention.{0,12}169",
    "ilo-189": r"\bILO\b.{0,25}189|convention.{0,12}189",
}
"""Treaties and protocols, found where joining is asked as well."""

ASKS: Mapping[str, str] = {
    "standing-invitation": r"(standing|open|permanent) invitation",
    "moratorium": r"moratorium",
    "abolish-death-penalty": r"\b(abol\w+|eliminat\w+|remov\w+).{0,40}(death penalty|"
    r"capital punishment)|(death penalty|capital punishment).{0,60}abol\w+",
    "commute": r"commut\w+",
    "institution": r"paris principles|national (human rights institution|institution "
    r"(for|of) human)|\bNHRI\b",
    "corporal-punishment": r"corporal punishment",
    "genital-mutilation": r"\bFGM\b|genital mutilation|excision",
    "same-sex": r"same.sex|homosexual|consenting adults",
    "defamation": r"defamation|\blibel|\binsult",
    "marital-rape": r"(marital|spousal|conjugal) rape|rape within marriage",
    "age-of-responsibility": r"age of criminal|criminal responsibility",
    "birth-registration": r"birth registration|regist\w+ (of )?(all )?(new)?births?\b"
    r"|register\w* (all )?children",
    "domestic-violence": r"domestic violence",
    "torture-crime": r"(defin|crimin)\w+.{0,30}torture|crime of torture",
    "nationality-by-mother": r"(nationality|citizenship).{0,60}"
    r"(mothers?|women|spouses?|children)",
    "child-marriage": r"(early|forced|child)\W.{0,12}marriage|age of marriage",
    "child-labour": r"child labou?r",
    "trafficking": r"traffick",
    "media-law": r"(press|media) (law|code)",
    "defenders": r"human rights defenders",
    "prison-conditions": r"overcrowd|prison conditions|conditions (in|of) .{0,25}"
    r"(prison|detention)",
    "training-police": r"train\w+.{0,60}(police|law enforcement|security forces)",
    "child-soldiers": r"child soldiers|recruit\w+.{0,30}children",
    "reservations": r"\breservations?\b",
    "maternal-mortality": r"maternal (mortality|death)",
    "equal-pay": r"equal (pay|remuneration|wage)|wage gap|pay gap",
    "quota-women": r"quota|women.{0,50}(political|public|parliament|decision)",
    "witchcraft": r"witchcraft",
    "state-of-emergency": r"state of emergency|emergency law",
    "military-courts": r"military (courts?|tribunals?|justice)",
    "conscientious": r"conscientious objec|alternative (civil )?service",
    "free-education": r"free.{0,25}education|compulsory.{0,25}education",
    "domestic-workers": r"domestic workers",
}
"""What else can be named in so many words."""

_JOINING = re.compile(_JOIN, re.IGNORECASE)
_TREATIES = {key: re.compile(p, re.IGNORECASE) for key, p in TREATIES.items()}
_ASKS = {key: re.compile(p, re.IGNORECASE) for key, p in ASKS.items()}


def keys_of(text: str) -> frozenset[str]:
    """The asks that a recommendation makes, as far as these patterns know them."""
    found = {key for key, pattern in _ASKS.items() if pattern.search(text)}
    if _JOINING.search(text):
        found |= {key for key, p in _TREATIES.items() if p.search(text)}
    return frozenset(found)
