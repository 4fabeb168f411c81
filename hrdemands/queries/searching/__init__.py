"""How a search is understood, widened, put to a database, ranked and highlighted."""
