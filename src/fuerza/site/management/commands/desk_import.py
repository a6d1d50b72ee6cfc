"""`fuerza desk import FILE`: takes a file into the one desk there is; where there are more, she signs in and imports.

Whoever can run this can't be told from anybody else at the machine: so it works in the demo, and where one person
has the place to herself.
"""

from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import available_timezones

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from fuerza.connections import queries as connections
from fuerza.connections.choices import Ask
from fuerza.connections.models import Import
from fuerza.connections.services import (
    Answers,
    Checked,
    ImportRefused,
    asks_of,
    bring,
    check_again,
    let_go,
    participants_of,
    upload_of,
)
from fuerza.core.progress import Progress
from fuerza.desk import services
from fuerza.people import queries as people
from fuerza.people.choices import RoleName
from fuerza.people.models import Person
from safeguard.classify.detector import Detector
from safeguard.platforms.base import Problem


class Command(BaseCommand):
    help = "Take a file into the desk (one person's own server, or the demo)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="a platform's download, a chat, mails or a table; also as a ZIP"
        )
        parser.add_argument("--dry-run", action="store_true", help="check it and store nothing")
        parser.add_argument(
            "--keep-good",
            action="store_true",
            help="leave out rows with a problem, take in the others",
        )
        parser.add_argument("--zone", default="", help="zone of times without one: Europe/Dublin")
        parser.add_argument("--mine", action="append", help="a handle of yours, as often as needed")
        parser.add_argument("--for", dest="name", default="", help="whose desk; in the demo only")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = _owner(options["name"])
        if options["zone"] and options["zone"] not in available_timezones():
            raise CommandError(f"no time zone is called {options['zone']}.")
        mine = frozenset(one.casefold().removeprefix("@") for one in options["mine"] or ()) or None
        try:
            with options["file"].open("rb") as file:
                upload = upload_of(file, options["file"].name)
                made, checked = bring(
                    person=person,
                    file=upload.pieces,
                    names=upload.names,
                    zone=options["zone"],
                    mine=mine,
                    now=now(),
                )
                checked = self._asked(made, checked, mine)
        except OSError as error:
            raise CommandError(f"The file could not be read: {error.strerror}.") from error
        except ImportRefused as refused:
            self._refused(refused)
            return
        self._problems(checked.problems, checked.problem_count)
        self._finish(made, checked, options)

    def _asked(self, made: Import, checked: Checked, mine: frozenset[str] | None) -> Checked:
        """Answer what a chat asks by --mine; what only a page can ask well is done there."""
        asks = asks_of(made)
        if not asks:
            return checked
        try:
            if asks == [Ask.MINE] and mine:
                people = {one.casefold(): one for one in participants_of(made, now=now())}
                named = frozenset(people[one] for one in mine if one in people)
                return check_again(made, answers=Answers(mine=named), now=now())
        except ImportRefused:
            let_go(made=made, by=made.person, now=now())
            raise
        let_go(made=made, by=made.person, now=now())
        raise CommandError(
            "Say with --mine who of the people in this chat you are: the name as it stands there."
            if asks == [Ask.MINE]
            else "Its columns have names of their own. Bring it on the page, where you can say which is which."
        )

    def _finish(self, made: Import, checked: Checked, options: dict[str, Any]) -> None:
        must_stop = checked.problem_count and not options["keep_good"]
        if options["dry_run"] or must_stop:
            let_go(made=made, by=made.person, now=now())
            self.stdout.write(f"{checked.rows} messages could be taken in. Nothing was stored.")
            if must_stop:
                raise CommandError("Rows have problems; --keep-good takes in the others.")
            return
        made.keep_good = options["keep_good"]
        try:
            services.complete_import(
                made=made,
                score=Detector().score,
                clock=now,
                beat=Progress(self.stdout, "Scoring and sealing"),  # type: ignore[arg-type]  # its wrapper writes
            )
        except services.ImportStopped as stopped:
            let_go(made=made, by=made.person, now=now())
            raise CommandError(
                connections.said(stopped.code, detail=str(stopped.count)) + " Nothing was stored."
            ) from stopped
        new = made.rows - made.passed_over
        self.stdout.write(f"{new} messages are new, {made.passed_over} were here already.")

    def _refused(self, refused: ImportRefused) -> None:
        self._problems(refused.problems, len(refused.problems))
        sentence = connections.said(refused.code)
        if refused.code == "already_complete":
            self.stdout.write(sentence)
            return
        raise CommandError(f"{sentence} Nothing was stored.")

    def _problems(self, problems: tuple[Problem, ...], count: int) -> None:
        for problem in problems:
            where = f"line {problem.line}" if problem.line else "the file"
            words = connections.said(problem.code, column=problem.column, detail=problem.detail)
            self.stderr.write(f"{where}: {words}")
        if count > len(problems):
            self.stderr.write(f"... and {count - len(problems)} more.")


def _owner(name: str) -> Person:
    """Find the one person whose desk this can be.

    Raises:
        CommandError: there is none, or more than one.
    """
    demo = Person.objects.filter(is_active=True, is_demo=True)
    if name:
        named = demo.filter(username=Person.normalize_username(name)).first()
        return named or _refuse("--for names one of the demo's people, and nobody else.")
    real = Person.objects.filter(is_active=True, is_demo=False).first()
    if real is None:
        found = demo.filter(roles__name=RoleName.PARTICIPANT).first()
        return found or _refuse(
            "There is nobody here yet: fuerza person create NAME makes an account."
        )
    if people.is_shared():
        _refuse("More than one person has a desk here. Sign in and import there.")
    return real


def _refuse(why: str) -> NoReturn:
    raise CommandError(why)
