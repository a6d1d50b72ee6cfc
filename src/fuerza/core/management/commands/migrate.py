"""fuerza migrate: Django's own, for both databases and the cache's table unless one is named."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoCommand

from fuerza.core import stretching
from fuerza.core.serving import make_room


class Command(DjangoCommand):
    help = "Bring the main database and the database of keys up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def execute(self, *args: Any, **options: Any) -> str | None:
        for database in settings.DATABASES.values():
            make_room(database)
        return super().execute(*args, **options)

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        return super().get_check_kwargs(options) | {"databases": _meant(options["database"])}

    def handle(self, *args: Any, **options: Any) -> None:
        named = options["database"]
        for name in _meant(named):
            super().handle(*args, **(options | {"database": name}))
        if not named and not (options["plan"] or options["check_unapplied"]):
            call_command("createcachetable", verbosity=options["verbosity"])
            stretching.passes(settings.LOCK_MEMORY)  # measured while nothing else runs yet


def _meant(named: str | None) -> list[str]:
    return [named] if named else list(settings.DATABASES)
