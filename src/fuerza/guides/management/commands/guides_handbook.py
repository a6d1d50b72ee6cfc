"""`fuerza guides handbook`: all guides, or some of them, as one PDF or as plain text."""

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.timezone import now

from fuerza.guides import queries, services
from fuerza.guides.queries import Wishes
from safeguard.publish.plain import plain
from safeguard.publish.printing import PrintingFailed


class Command(BaseCommand):
    help = (
        "Write the handbook in one language to FILE: a PDF, or plain text where FILE ends in .txt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lang", choices=settings.AUTONYMS, default=settings.LANGUAGE_CODE)
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument(
            "--chapter",
            action="append",
            default=[],
            metavar="NAME",
            help="a guide's folder, as often as needed; without: all of them",
        )
        parser.add_argument(
            "--edition", type=uuid.UUID, help="the id of a public edition: for the cover"
        )
        parser.add_argument("--qr", action="store_true", help="print a code with our address")

    def handle(self, *_args: Any, **options: Any) -> None:
        document = queries.handbook(_wishes(options), now=now())
        out: Path = options["out"]
        if out.suffix == ".txt":
            body = plain(document).encode()
        else:
            try:
                body = services.print_handbook(document=document)
            except PrintingFailed as failed:
                raise CommandError(str(failed)) from failed
        out.write_bytes(body)
        self.stdout.write(f"{out}: {len(body)} bytes.")


def _wishes(options: dict[str, Any]) -> Wishes:
    return Wishes(
        language=options["lang"],
        chapters=frozenset(_guide(name) for name in options["chapter"]),
        edition=_edition(options["edition"], options["lang"]) if options["edition"] else None,
        address=settings.ENV.origin + reverse("guides:all") if options["qr"] else "",
    )


def _guide(name: str) -> uuid.UUID:
    guide = queries.guide_named(name)
    if guide is None:
        known = ", ".join(sorted(each.name for each in queries.book().values()))
        raise CommandError(f"There is no guide {name}. There are: {known}.")
    return guide.id


def _edition(pk: uuid.UUID, language: str) -> Any:
    edition = queries.edition_of(None, pk, language)
    if edition is None:
        raise CommandError("There is no such public edition.")
    return edition
