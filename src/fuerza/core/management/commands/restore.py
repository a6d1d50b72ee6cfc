"""fuerza restore: an empty installation from a backup; whoever was erased since stays erased."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from fuerza.core import dumps, restoring
from fuerza.core.backups import BackupRefused
from fuerza.core.serving import make_room


class Command(BaseCommand):
    help = "Fill an empty installation from FILE and its archive of keys."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keys", type=Path, help="the archive of keys; not needed where they are still here"
        )
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument(
            "--erased",
            type=Path,
            help="who was erased since: the last database (SQLite), a newer backup, or a list of ids",
        )
        who.add_argument(
            "--nobody-was-erased", action="store_true", help="since that backup was made"
        )

    def handle(self, *_args: Any, file: Path, keys: Path | None, **options: Any) -> None:
        try:
            erased = restoring.read_erased(options["erased"]) if options["erased"] else []
            self._fill(file, keys)
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        call_command("migrate", verbosity=0, interactive=False)
        self._erase_again(erased)
        Session.objects.all().delete()  # a session of then may be somebody's who was locked out since
        if not restoring.does_master_key_fit():
            raise CommandError(
                "The master key here is not the one of this backup: nothing sealed can be opened. Put the right"
                " one in place (FUERZA_MASTER_KEY or FUERZA_MASTER_KEY_FILE); nothing needs to be restored again."
            )
        self.stdout.write("Restored. Everybody signs in anew.")

    def _fill(self, file: Path, keys: Path | None) -> None:
        main, keys_database = connections["default"], connections["keys"]
        files = settings.ENV.data / "files"
        for connection in (main, keys_database):
            make_room(connection.settings_dict)
        restoring.check(file, holds="rows")
        restoring.refuse_full(main, files)
        if keys:
            restoring.check(keys, holds="keys")
            restoring.refuse_full(keys_database)
        elif dumps.is_empty(keys_database):
            raise BackupRefused("There are no keys here: name their archive with --keys.")
        restoring.fill(file, database=main, files=files)
        if keys:
            restoring.fill(keys, database=keys_database)

    def _erase_again(self, erased: list[Any]) -> None:
        gone = restoring.erase_again(erased, now=timezone.now())
        self.stdout.write(f"Keys destroyed again of people who were erased: {len(gone)}.")
        if gone and "erase_replay" in get_commands():
            call_command("erase_replay")
