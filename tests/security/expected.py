"""Reads table.txt: what each role gets at each address by each verb."""

from pathlib import Path

from tests.security.asking import VERBS
from tests.security.world import ROLES

GROUPS = {
    "all": ROLES,
    "in": tuple(role for role in ROLES if role != "anon"),
    "inviter": ("organiser", "operator"),
}
Cells = dict[tuple[str, str, str], str]


def expected() -> Cells:
    """Map (route, verb, role) to the answer; every cell is there."""
    cells: Cells = {}
    for line in (Path(__file__).parent / "table.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            route, *specs = (part.strip() for part in line.split("|"))
            for verb, spec in zip(VERBS, specs, strict=True):
                for role, what in _row(spec).items():
                    cells[route, verb, role] = what
    return cells


def _row(spec: str) -> dict[str, str]:
    row = dict.fromkeys(ROLES, "404") | {"anon": "login"}
    for word in spec.split() if spec != "nobody" else ():
        named, _colon, what = word.partition(":")
        for one in named.split(","):
            row |= dict.fromkeys(GROUPS.get(one, (one,)), what)
    return row
