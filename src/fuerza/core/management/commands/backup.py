"""fuerza backup: rows and files into one archive, keys into another."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from fuerza.core import backups
from fuerza.core.models import Erasure


class Command(BaseCommand):
    help = (
        "Write FILE (rows and files) and, apart, an archive of keys that must be gone in two weeks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keys", type=Path, help="where the keys go (best another disk); else FILE.keys.zip"
        )

    def handle(self, *_args: Any, file: Path, keys: Path | None, **_options: Any) -> None:
        keys = keys or backups.keys_beside(file)
        now = timezone.now()
        try:
            backups.refuse_targets(file, keys)
            backups.make_rows(
                file,
                database=connections["default"],
                files=settings.ENV.data / "files",
                erased=Erasure.objects.order_by("at").values_list("person_id", "at"),
                now=now,
            )
            until = backups.make_keys(keys, database=connections["keys"], now=now)
            gone = backups.delete_old_keys(keys.parent, now=now)
        except backups.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Rows and files: {file}")
        self.stdout.write(
            f"Keys: {keys}. Keep it on another disk than the first; it must be gone by {until:%Y-%m-%d}."
        )
        for path in gone:
            self.stdout.write(f"Deleted, its time was over: {path}")
        self.stdout.write(
            "Neither holds the master key: without it nothing sealed can be opened. Neither file is encrypted"
            " as a whole: keep them on encrypted disks."
        )
