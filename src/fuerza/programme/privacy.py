"""What the programme holds of a person: nothing. No row of it is about anybody.

Who is invited, comes or stays away is attendance's; who organises what is a role, and people's. The hooks are
registered all the same, so that whoever adds a personal row here finds where it has to be handed over and erased.
"""

from collections.abc import Iterator

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part
from fuerza.people.models import Person


@hooks.register("privacy", "programme:export")
def export(_person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over nothing: there is nothing of hers."""
    yield from ()


@hooks.register("privacy", "programme:erase")
def erase(_person: Person) -> None:
    """Delete nothing: there is nothing of hers."""
