"""`fuerza key revoke NAME`: ends every key of this name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from fuerza.people import services


class Command(BaseCommand):
    help = "End an API key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not services.key_revoke(name=options["name"], now=now()):
            raise CommandError("No key in use has this name.")
        self.stdout.write("Ended.")
