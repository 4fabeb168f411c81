"""Other people's recommendations: rows of their tables in, documents out.

A source (UPR Info, the Universal Human Rights Index, ...) is one module with one
`Importer`: the columns it knows, and a function from rows to documents. It is entered
in `registry`. What all sources share is elsewhere: `tables` reads files of whatever
form and encoding, `names` makes sense of names and labels, `tally` counts. Nothing here
knows the database, nor what has been imported before: `store.importing` does.
"""
