"""`fuerza vault rekey`: a new key signs the log from now on. What the old one signed can be checked as before."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from fuerza.vault.services.log_checkpoints import sign_checkpoint
from fuerza.vault.services.log_keys import begin_key, key_lines


class Command(BaseCommand):
    help = "Have a new key sign the log; print its public half."

    def handle(self, *_args: Any, **_options: Any) -> None:
        key = begin_key(now=now())
        sign_checkpoint(now=now())
        self.stdout.write(key_lines(key), ending="")
        self.stderr.write("Hand it out to whoever had noted down the old one.")
