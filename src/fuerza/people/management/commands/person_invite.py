"""`fuerza person invite`: a one-time link to an account whose name the invited person chooses. Nothing is mailed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from fuerza.people import queries, services
from fuerza.people.choices import RoleName


class Command(BaseCommand):
    help = "Print a one-time link for somebody new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", choices=RoleName.values, action="append", default=[])

    def handle(self, *_args: Any, **options: Any) -> None:
        made = services.invite(by=None, roles=options["role"], now=now())
        self.stdout.write(queries.address_of(made.token))
        self.stderr.write(
            "The link works once, for 14 days. Hand it over by a way nobody else reads."
        )
