"""fuerza jobs retry: give a dead job, or all of them, another chance."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fuerza.core import jobs


class Command(BaseCommand):
    help = "Make dead jobs ready again: by id, or all of them with --all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ids", nargs="*", type=UUID)
        parser.add_argument("--all", action="store_true", dest="is_all")

    def handle(self, *_args: Any, ids: list[UUID], is_all: bool, **_options: Any) -> None:
        if bool(ids) == is_all:
            raise CommandError("Name the jobs (fuerza jobs list shows their ids), or say --all.")
        for job_id in ids or jobs.dead():
            self.stdout.write(f"{job_id}  {self._retried(job_id)}")

    def _retried(self, job_id: UUID) -> str:
        try:
            return "ready" if jobs.retry(job_id, now=timezone.now()) else "was not dead"
        except jobs.AlreadyWaiting:
            return "the same job is waiting already"
