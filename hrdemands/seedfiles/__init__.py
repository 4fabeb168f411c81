"""Seed files: YAML with line numbers, records, and one checked catalogue.

`files` finds them and `yamlfile` reads text and nothing but text; `records` says what
a file may hold; `reading` turns a folder into records, with `findings` for what is
wrong with them and `salvage` for what is right all the same; `catalogue` joins folders
and resolves ids; `checks` holds the rules that span records. All of them report
`problems`. Nothing here knows of a database.
"""
