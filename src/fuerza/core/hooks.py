"""How a lower package reaches a higher one: by name. A domain's hooks.py registers; core imports nobody.

Kinds are fixed (seams.md). `each(kind)` gives what was registered, in the order of the names, so that
pages do not change with the order of imports.
"""

from collections.abc import Callable
from typing import Any, TypeVar

KINDS = frozenset(
    {"disclosure", "privacy", "reset", "indicators", "panels", "search", "coverage"}
    | {"scores", "stored", "shown", "grants", "signs", "advisers", "renewal", "helplines"}
    | {"kept_out", "closing"}
)
_registered: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
Hook = TypeVar("Hook", bound=Callable[..., Any])


class HookTaken(RuntimeError):
    """Two hooks of one kind asked for the same name."""


def register(kind: str, name: str) -> Callable[[Hook], Hook]:
    """Register the decorated callable or class under `kind` and `name`."""

    def taken(hook: Hook) -> Hook:
        known = _registered[kind]
        if known.setdefault(name, hook) is not hook:
            raise HookTaken(f"{kind}:{name}")
        return hook

    return taken


def each(kind: str) -> list[tuple[str, Any]]:
    return sorted(_registered[kind].items())


def find(kind: str, name: str) -> Any | None:
    return _registered[kind].get(name)
