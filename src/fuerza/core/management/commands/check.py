"""fuerza check: Django's own checks, then what is unsafe about this deployment, in words."""

from typing import Any

from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.management.base import CommandError
from django.core.management.commands.check import Command as DjangoCommand

from fuerza.core.checks import TAG


class Command(DjangoCommand):
    help = "Say what is wrong with the code, and what is unsafe about this deployment."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        narrowed = app_labels or any(options[name] for name in ("tags", "list_tags", "deploy"))
        if not narrowed:  # else the answer is about what was asked
            self._judge(run_checks(tags=[TAG], include_deployment_checks=True))

    def _judge(self, found: list[CheckMessage]) -> None:
        for message in found:
            word = "Unsafe" if message.level >= ERROR else "Know"
            self.stdout.write(f"{word}: {message.msg}\n  Do: {message.hint}  [{message.id}]")
        unsafe = sum(message.level >= ERROR for message in found)
        if unsafe:
            raise CommandError(f"{unsafe} unsafe; see docs/operate/server.md.")
        self.stdout.write("Nothing unsafe was found in how Fuerza is set up here.")
