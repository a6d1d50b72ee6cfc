"""fuerza serve: the whole of Fuerza on this machine, in one process tree."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fuerza.core import serving


class Command(BaseCommand):
    help = "Serve Fuerza on this machine; the databases are brought up to date first."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--host",
            default="127.0.0.1",
            help="an address of this machine; others than 127.0.0.1 only behind a proxy (FUERZA_PROXIES)",
        )

    def handle(self, *_args: Any, host: str, port: int, **_options: Any) -> None:
        try:
            serving.refuse_host(host)
            serving.refuse_taken(host, port)
            serving.prepare(say=self.say)
            self.check()
            serving.serve(host=host, port=port, say=self.say)
        except serving.CannotServe as refused:
            raise CommandError(str(refused)) from refused

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
