"""`fuerza guides list`: which guide is in which language, who has reviewed it, and what is behind its source."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fuerza.guides import queries


class Command(BaseCommand):
    help = "List guides, languages and states; the last word is the digest that a translation names as made_from."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            guides = queries.checked()
        except queries.GuideWasBroken as broken:
            raise CommandError(str(broken)) from broken
        for line in queries.waiting(list(guides.values())):
            self.stdout.write(line)
