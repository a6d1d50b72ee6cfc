"""fuerza worker: do jobs, and nothing else: on this machine beside the server, or on others."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from fuerza.core.worker import Worker


class Command(BaseCommand):
    help = "Do jobs until stopped. With BROKER_URL set, they come from the broker as well."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--concurrency", type=int, default=2, help="processes at once, where a broker is set"
        )

    def handle(self, *_args: Any, concurrency: int, **_options: Any) -> None:
        if settings.ENV.broker_url:
            from fuerza.core import brokers

            brokers.consume(concurrency=concurrency)
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        worker = Worker(stop)
        self.stdout.write(f"{worker.name} is waiting for jobs (Ctrl+C stops it).")
        self.stdout.flush()
        worker.run()
