"""`fuerza person reset NAME`: opens an account anew by a one-time link; never a desk (misuse.md of the design)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from fuerza.people import queries, services


class Command(BaseCommand):
    help = "Open an account anew and print the one-time link. The desk comes up empty, locked for 72 hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name she signs in with")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = queries.person_named(options["name"])
        if person is None:
            raise CommandError("Nobody signs in with this name.")
        made = services.reset(person=person, by=None, now=now())
        self.stdout.write(queries.address_of(made.token))
        self.stderr.write(
            "The link works once, for 24 hours. Every session has ended. The desk comes up empty and stays"
            " locked for 72 hours; what she kept before is not opened by this. She finds a notice of it."
        )
