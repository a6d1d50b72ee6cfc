"""fuerza demo: the sample programme and a sample inbox, analysed and served, with a way in for each role."""

import sys
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fuerza.core import serving
from fuerza.core.progress import Progress
from fuerza.site import demonstration, gathering
from safeguard.classify.detector import Detector


class Command(BaseCommand):
    help = "Set up the sample programme and inbox, analyse it, and serve it on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--no-serve", action="store_true", help="set up and print the links only"
        )

    def handle(self, *_args: Any, port: int, no_serve: bool, **_options: Any) -> None:
        try:
            if not no_serve:
                serving.refuse_taken("127.0.0.1", port)
            serving.prepare(say=self.say)
            self.set_up(port, timezone.now())
            if not no_serve:
                serving.serve(port=port, say=self.say)
        except serving.CannotServe as refused:
            raise CommandError(str(refused)) from refused
        except demonstration.NotADemo as refused:
            raise CommandError(
                "This data folder is in use by real people. Choose another for the demo: "
                "FUERZA_DATA=var/demo fuerza demo"
            ) from refused

    def set_up(self, port: int, now: datetime) -> None:
        demonstration.refuse_real_data()
        guests = demonstration.welcome(now=now)
        self.say(demonstration.load_programme(now))
        self.say("Loading the local model.")
        count = demonstration.fill_inbox(
            guests=guests,
            score=Detector().score,
            now=now,
            beat=Progress(sys.stdout, "Reading, scoring and sealing mentions"),
        )
        self.say(f"The sample inbox holds {count} mentions. Nobody in it is real.")
        self.say("One-time sign-in links, good for a day:")
        for guest in guests:
            self.say(
                f"  {guest.role:<12} {guest.name:<16} {serving.address(port)}/in/{guest.token}"
            )

        token = gathering.gather(people={one.role: one.person for one in guests}, now=now)
        self.say(f"An invitation as somebody gets it: {serving.address(port)}/e/i/{token}/")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
