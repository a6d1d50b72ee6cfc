"""Serves a double over real HTTP on this machine, for what only a socket can show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx2

CUT = "x-cut"  # a header of a reply whose body is to be cut off half-way


@contextmanager
def serving(answer: Callable[[httpx2.Request], httpx2.Response]) -> Iterator[str]:
    """Serve, and give the address."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            size = int(self.headers.get("content-length", "0"))
            url = f"http://{self.headers['host']}{self.path}"
            request = httpx2.Request(
                self.command, url, headers=dict(self.headers), content=self.rfile.read(size)
            )
            self._send(answer(request))

        do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 -- the names the standard library looks for

        def _send(self, reply: httpx2.Response) -> None:
            body = reply.read()
            self.send_response_only(reply.status_code)
            for name, value in reply.headers.items():
                if name != "content-length":
                    self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if CUT in reply.headers else body)
            self.close_connection = CUT in reply.headers

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the standard library's name
            """Say nothing: tests do."""

    class Served(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of who went away before the end: that is what is tested."""

    server = Served(("127.0.0.1", 0), Door)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
