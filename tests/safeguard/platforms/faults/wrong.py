"""Connectors with one thing wrong each: a schedule of faults that does not notice them would be worth nothing."""

from typing import cast

import msgspec

from safeguard.platforms.base import Access, Act, Connector, Outcome, RateLimited
from safeguard.records import Page


class Wrapped:
    """A connector that is right, but for what a subclass changes."""

    def __init__(self, connector: Connector) -> None:
        self.real = connector

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        return self.real.pull(access, cursor, limit)

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        return self.real.act(access, act, key)


class Losing(Wrapped):
    """Passes over a post of a full page."""

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        page = self.real.pull(access, cursor, limit)
        return msgspec.structs.replace(
            page, posts=page.posts[1:] if len(page.posts) > 3 else page.posts
        )


class Hurried(Wrapped):
    """Takes the youngest it saw for all there was."""

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        page = self.real.pull(access, cursor, limit)
        place = page.cursor.partition(" ")[0] if page.posts else cursor
        return msgspec.structs.replace(page, cursor=place)


class Insisting(Wrapped):
    """Sends again what got no answer."""

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        outcome = self.real.act(access, act, key)
        return outcome if outcome.certain else self.real.act(access, act, key)


class Believing(Wrapped):
    """Takes what got no answer for done."""

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        return msgspec.structs.replace(self.real.act(access, act, key), certain=True)


class Blind(Wrapped):
    """Finds nothing of what was done."""

    def look_up(self, *_: object) -> None:
        """Say of everything that it was not done."""


class Impatient(Wrapped):
    """Does not wait as long as it was asked to."""

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        try:
            return self.real.pull(access, cursor, limit)
        except RateLimited:
            return self.real.pull(access, cursor, limit)


WRONG = (Losing, Hurried, Insisting, Believing, Blind, Impatient)


def wrap(wrong: type[Wrapped], connector: Connector) -> Connector:
    return cast("Connector", wrong(connector))
