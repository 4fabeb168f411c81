"""``python -m hrdemands`` is the same program as ``hrdemands``."""

from hrdemands.cli import main

if __name__ == "__main__":
    main()
