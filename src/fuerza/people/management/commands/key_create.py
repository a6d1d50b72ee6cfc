"""`fuerza key create NAME`: a key for our JSON faces, printed once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from fuerza.people import services
from fuerza.people.services.keys import PER_DAY, PER_MINUTE


class Command(BaseCommand):
    help = "Make an API key and print it, this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the key is for")
        parser.add_argument(
            "--per-minute", type=int, default=PER_MINUTE, help=f"requests a minute ({PER_MINUTE})"
        )
        parser.add_argument(
            "--per-day", type=int, default=PER_DAY, help=f"requests a day, in UTC ({PER_DAY})"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        _row, key = services.key_create(
            name=options["name"],
            per_minute=options["per_minute"],
            per_day=options["per_day"],
            now=now(),
        )
        self.stdout.write(key)
        self.stderr.write("The key is shown this once and kept nowhere.")
