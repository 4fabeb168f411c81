"""Seed files: YAML with line numbers, records, and one checked catalogue.

`yamlfile` reads text and nothing but text; `records` says what a file may hold;
`reading` turns a folder into records, `catalogue` joins folders and resolves ids;
`checks` holds the rules that span records. All of them report `problems`.
Nothing here knows of a database.
"""
