"""fuerza jobs list: what is waiting, running or given up, without a word of what it is about."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from fuerza.core import jobs


class Command(BaseCommand):
    help = "List the jobs that are not done; the dead ones first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=50)

    def handle(self, *_args: Any, limit: int, **_options: Any) -> None:
        rows = jobs.unfinished(limit=limit)
        for job in rows:
            self.stdout.write(
                f"{job.id}  {job.state:7}  {job.name:28}  {job.attempts}/{job.max_attempts}"
                f"  {job.run_at:%Y-%m-%d %H:%M}  {job.error}".rstrip()
            )
        if not rows:
            self.stdout.write("No job is waiting.")
