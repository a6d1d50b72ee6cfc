"""`fuerza person create NAME`: an account with this sign-in name, and the one-time link to it. Nothing is mailed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from fuerza.people import queries, services
from fuerza.people.choices import RoleName


class Command(BaseCommand):
    help = "Make an account and print the one-time link to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name to sign in with; it can be changed by the link")
        parser.add_argument("--role", choices=RoleName.values, action="append", default=[])

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            made = services.invite(
                by=None, username=options["name"], roles=options["role"], now=now()
            )
        except services.NameTaken as taken:
            raise CommandError("Somebody signs in with this name already.") from taken
        self.stdout.write(queries.address_of(made.token))
        self.stderr.write(
            "The link works once, for 14 days. Hand it over by a way nobody else reads."
        )
