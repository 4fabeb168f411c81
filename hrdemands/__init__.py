"""Demands that human-rights organizations make of those in power, as a database.

The life of a letter: a person reads it with the codebook (``seeds/README.md``) and
writes one seed file; `seedfiles` reads that file into records that know their lines
and checks them, together with the vocabularies, as one catalogue; `store` loads the
catalogue into a database that its migrations brought up; `queries` asks the
database in plain SQL; `present` lays out the answers; `cli` is the program.
`schema` says what the database holds; the modules beside this one (`errors`,
`vocabulary`, `dates`, `text`, `shipped`) know nothing of any of them.

This module imports nothing: a look-up must not pay for what it does not use.
"""

__version__ = "0.1.0"
