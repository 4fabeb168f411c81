"""Writing: the engine, the migrations and the loader.

The only layer that knows SQLAlchemy's engine and Alembic. Import it inside the
commands that write; a look-up must not pay for it.
"""
