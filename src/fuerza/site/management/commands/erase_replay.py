"""`fuerza erase replay [FILE]`: erase again, after a restore, everybody who had been erased."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from fuerza.site import erasing


class Command(BaseCommand):
    help = "Erase again everybody who was erased before the database was restored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="erasures made since the backup, a line each: the id, a space, the time (ISO 8601)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        more = list(_read(options["file"])) if options["file"] else []
        back = erasing.replay(more)
        self.stdout.write(
            ngettext(
                "%(back)s person had come back and was erased again.",
                "%(back)s people had come back and were erased again.",
                back,
            )
            % {"back": back}
        )


def _read(path: Path) -> Iterator[tuple[uuid.UUID, datetime]]:
    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), start=1):
        try:
            person_id, at = line.split()
            yield uuid.UUID(person_id), datetime.fromisoformat(at)
        except ValueError as error:
            raise CommandError(f"Line {number} of {path.name} is not an id and a time.") from error
