"""The SQL of a PostgreSQL role that may read hrdemands, and nothing else.

A read-only transaction alone does not confine an owner, and a superuser least of all:
functions read files, write large objects and take locks. This role may SELECT, has
limits of its own, and is denied what no reader needs. Running it twice does no harm.
"""

ROLE = "hrdemands_reader"

_SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "'30s'",
    "lock_timeout": "'5s'",
    "idle_in_transaction_session_timeout": "'10min'",
    "work_mem": "'16MB'",
    "hash_mem_multiplier": "1",
    "max_parallel_workers_per_gather": "0",
    "temp_file_limit": "'256MB'",
}

_DENIED = (
    "^(lo_|loread|lowrite|pg_(try_)?advisory_|pg_logical_emit_message|pg_export_snap"
    "|pg_notify|set_config|pg_sleep|pg_(cancel|terminate)_backend|pg_read_|pg_ls_"
    "|pg_stat_file|dblink|pg_stat_reset|pg_stat_clear|pg_current_logfile|pg_switch_wal"
    "|(query|database|table|schema|cursor)_to_xml)"
)
"""Which functions nobody but the database's owner may call: a regular expression."""


def grants(role: str = ROLE) -> str:
    """The statements that make *role*, for ``psql`` as a superuser, in the database."""
    settings = "\n".join(
        f"ALTER ROLE {_name(role)} SET {key} = {value};"
        for key, value in _SETTINGS.items()
    )
    return _SCRIPT.format(
        role=_name(role), text=_text(role), settings=settings, denied=_text(_DENIED)
    )


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_SCRIPT = """\
-- A role that may read hrdemands and do nothing else. Run it in the database, as a
-- superuser: only one may set temp_file_limit and deny functions of the catalogue.
--     hrdemands grants | psql -d hrdemands
-- Then give it a password (\\password in psql), and run it again after each load
-- that migrates the database.
BEGIN;
SET LOCAL standard_conforming_strings = on;
DO $hrdemands$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {text}) THEN
        CREATE ROLE {role};
    END IF;
END
$hrdemands$;
ALTER ROLE {role} WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION
    NOBYPASSRLS CONNECTION LIMIT 10;
-- What a statement may take. A user may raise all but the last for a session; a
-- statement of 'hrdemands sql' may not, since it comes alone.
{settings}
-- What it may touch.
DO $hrdemands$
BEGIN
    EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC, %I',
        current_database(), {text});
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), {text});
END
$hrdemands$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM {role};
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role};
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};
-- What nobody who reads needs to call: files, large objects, locks, other sessions,
-- settings, and functions that run a text as SQL. The owner of the database, who
-- loads it, keeps them.
DO $hrdemands$
DECLARE
    denied regprocedure;
    owner name := (SELECT pg_catalog.pg_get_userbyid(datdba)
        FROM pg_catalog.pg_database WHERE datname = current_database());
BEGIN
    FOR denied IN
        SELECT p.oid FROM pg_catalog.pg_proc p
        WHERE p.proname ~ {denied} AND p.prokind = 'f'
          AND EXISTS (
            SELECT FROM pg_catalog.aclexplode(
                coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
            WHERE a.grantee = 0)
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', denied);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', denied, owner);
    END LOOP;
    REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
    EXECUTE format('GRANT USAGE ON LANGUAGE plpgsql TO %I', owner);
END
$hrdemands$;
COMMIT;
"""
