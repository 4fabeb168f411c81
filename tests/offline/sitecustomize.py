"""Python runs this when it starts, as its folder is on the path of tested programs."""

import sys

from forbidden import forbid  # type: ignore[import-not-found]

sys.addaudithook(forbid)
