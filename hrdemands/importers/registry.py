"""Every source by the name it is imported under."""

from hrdemands.importers.importer import Importer
from hrdemands.importers.uhri import UHRI
from hrdemands.importers.upr_info import UPR_INFO

IMPORTERS: dict[str, Importer] = {"upr-info": UPR_INFO, "uhri": UHRI}
