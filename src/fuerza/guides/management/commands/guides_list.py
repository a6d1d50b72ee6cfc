"""`fuerza guides list`: which guide is in which language, who has reviewed it, and what is behind its source."""

from typing import Any

from django.core.management.base import BaseCommand

from fuerza.guides import queries


class Command(BaseCommand):
    help = "List guides, languages and states; the last word is the digest that a translation names as made_from."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for line in queries.waiting(list(queries.book().values())):
            self.stdout.write(line)
