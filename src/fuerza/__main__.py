"""The command line: `fuerza A B` is the management command `A_B` where there is one, else `A`."""

import os
import sys

from fuerza.env import SettingRefused


def main(argv: list[str] | None = None) -> None:
    """Run one command; a setting that cannot be used is said in one sentence, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
    os.umask(0o077)  # what is written here is nobody else's to read
    import django
    from django.core.management import execute_from_command_line, get_commands

    try:
        django.setup()  # before get_commands, which would else know Django's own only
        execute_from_command_line(_joined(list(argv or sys.argv), set(get_commands())))
    except SettingRefused as refused:
        sys.exit(f"fuerza: {refused}")


def _joined(argv: list[str], commands: set[str]) -> list[str]:
    joined = "_".join(argv[1:3])
    return [argv[0], joined, *argv[3:]] if joined in commands else argv


if __name__ == "__main__":
    main()
