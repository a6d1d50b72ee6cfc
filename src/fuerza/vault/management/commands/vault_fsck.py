"""`fuerza vault fsck`: whether the log of what was kept is whole, and still the one of a paper kept elsewhere."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fuerza.core.progress import Progress
from fuerza.vault.services.log_against import compare
from fuerza.vault.services.log_checks import Check, Finding

MOST_OF_A_KIND = 20


class Command(BaseCommand):
    help = "Look at the whole log, and say in words what does not fit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--against",
            metavar="FILE",
            type=Path,
            action="append",
            default=[],
            help="a signed checkpoint or receipts that were kept elsewhere; as often as needed",
        )

    def handle(self, *_args: Any, against: list[Path], **_options: Any) -> None:
        kept = {path: _read(path) for path in against}
        check = Check(Progress(sys.stderr, "Entries"))
        found = check.run()
        self._say(found)
        for path, text in kept.items():
            differing = compare(text, check)
            self._say(differing, f"{path}: ")
            found = [*found, *differing]
            if not differing:
                self.stdout.write(f"{path}: fits. The log begins as it did then.")
        if found:
            raise CommandError(f"{len(found)} wrong with the log. See docs/operate/duties.md.")
        self.stdout.write(f"{len(check.tree)} entries: all of them are there and fit.")
        if check.unseen:
            self.stdout.write(
                f"{check.unseen} stamps were not looked at: FUERZA_TSA_CERTIFICATES is not set."
            )
        if not kept:
            self.stdout.write("Whether all was rewritten, only --against FILE can tell.")

    def _say(self, found: list[Finding], where: str = "") -> None:
        said: Counter[str] = Counter()
        for finding in found:
            said[finding.code] += 1
            if said[finding.code] <= MOST_OF_A_KIND:
                self.stdout.write(where + finding.words)
        for code, count in said.items():
            if count > MOST_OF_A_KIND:
                self.stdout.write(
                    f"{where}and {count - MOST_OF_A_KIND} more of that kind ({code})."
                )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} could not be read ({type(error).__name__}).") from error
