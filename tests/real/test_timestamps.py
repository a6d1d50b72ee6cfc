"""An authority on this machine, over real HTTP: its stamps hold for openssl and fsck; without it, keeping goes on."""

import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.real.conftest import Fuerza
from tests.real.postgres import free_port
from tests.safeguard.evidence.authority import Authority

MODULE = "tests.real.keeping"
pytestmark = [pytest.mark.real, pytest.mark.xdist_group("servers")]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


@pytest.fixture
def address(authority: Authority) -> Iterator[str]:
    """Serve the authority on a port of this machine."""

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            answer = authority.answer(asked)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}/stamp"
    server.shutdown()
    server.server_close()


def installed(folder: Path, authority: Authority, *urls: str) -> Fuerza:
    fuerza = Fuerza(
        folder,
        FUERZA_TSA_URLS=" ".join(urls),
        FUERZA_TSA_CERTIFICATES=str(authority.certificates),
    )
    fuerza.run("install", module=MODULE)
    return fuerza


def test_what_was_kept_is_stamped_and_openssl_says_so_too(
    tmp_path: Path, authority: Authority, address: str
) -> None:
    dead = f"http://127.0.0.1:{free_port()}/"
    fuerza = installed(tmp_path, authority, address, dead)

    said = fuerza.run("take_in=3", module=MODULE)
    fsck = fuerza.run("vault", "fsck", "--against", str(tmp_path / "note"), module="fuerza")

    fuerza.end()
    assert said.splitlines() == ["127.0.0.1 waiting unreachable", "localhost stamped -"]
    assert fsck.splitlines()[-1] == "3 entries: all of them are there and fit."
    command = ["openssl", "ts", "-verify", "-CAfile", str(authority.certificates), "-partial_chain"]
    verified = [
        subprocess.run(
            [*command, "-in", str(tmp_path / "localhost.tsr"), "-data", str(body)],
            capture_output=True,
            check=False,
        ).returncode
        for body in (tmp_path / "note", authority.certificates)
    ]
    assert verified == [0, 1]


def test_an_authority_nobody_pinned_stamps_nothing(tmp_path: Path, address: str) -> None:
    fuerza = installed(tmp_path, Authority(tmp_path / "another"), address)

    said = fuerza.run("take_in=1", module=MODULE)

    fuerza.end()
    assert said == "localhost waiting refused"
