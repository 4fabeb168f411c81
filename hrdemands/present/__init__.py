"""Laying out answers: tables, one record, JSON, JSON Lines, CSV, Markdown.

Takes the frozen results of `queries` and returns text; knows neither databases nor
the command line. Tables are laid out here and not by a library because the best one
(rich) takes longer to import than a whole look-up.
"""
