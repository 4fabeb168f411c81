"""Tables of any form, read row by row within stated limits.

What a file is (CSV, XLSX, JSON, gzip or not), how its letters are encoded and its
values parted is found out from its content, never from its name.
"""

from hrdemands.importers.tables.limits import Limits
from hrdemands.importers.tables.rows import Column, Heading, Row
from hrdemands.importers.tables.table import Table, check_heading, open_table

__all__ = ["Column", "Heading", "Limits", "Row", "Table", "check_heading", "open_table"]
