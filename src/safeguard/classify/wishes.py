"""A rule that she wrote for herself: which posts it catches. Pure, so that it can be tried before it is used."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from safeguard.records import Post
from safeguard.text.stem import forms, stems, words_of


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule asks: all that is given must hold. Of words, accounts and languages any one will do.

    `words` are words or phrases, `accounts` handles or identifiers, `younger_than` days that the account had when it
    wrote; where a platform doesn't say how old an account is, or whom she follows, the rule catches nothing.
    """

    words: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    younger_than: int = 0
    is_not_followed: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Wish()


class Ready(msgspec.Struct, frozen=True):
    """A wish made ready for many posts: each phrase as the forms that its words may have."""

    wish: Wish
    phrases: tuple[tuple[frozenset[str], ...], ...]
    accounts: frozenset[str]

    @classmethod
    def of(cls, wish: Wish) -> "Ready":
        """Make it ready once; a phrase without a letter in it catches nothing."""
        phrases = (tuple(forms(word) for word in words_of(phrase)) for phrase in wish.words)
        accounts = frozenset(_plain(account) for account in wish.accounts)
        return cls(wish, tuple(phrase for phrase in phrases if phrase), accounts)


class Read(msgspec.Struct):
    """A post as rules read it: its stems are made once, and only where a rule asks for words."""

    post: Post
    language: str
    _stems: list[str] | None = None

    def stems(self) -> list[str]:
        if self._stems is None:
            self._stems = stems(self.post.text, self.language)
        return self._stems


def catches(ready: Ready, read: Read) -> bool:
    """Say whether everything that the wish asks holds for the post; an empty wish catches nothing."""
    wish, author = ready.wish, read.post.author
    if wish.is_empty:
        return False
    if wish.languages and read.language not in wish.languages:
        return False
    if wish.accounts and not ready.accounts & {_plain(author.handle), _plain(author.id)} - {""}:
        return False
    if wish.younger_than and not _is_younger(author.created_at, read.post.written_at, wish):
        return False
    if wish.is_not_followed and author.is_followed is not False:
        return False
    return not wish.words or any(_is_in(phrase, read.stems()) for phrase in ready.phrases)


def _is_younger(made_at: datetime | None, written_at: datetime, wish: Wish) -> bool:
    return made_at is not None and written_at - made_at < timedelta(days=wish.younger_than)


def _is_in(phrase: Sequence[frozenset[str]], text: Sequence[str]) -> bool:
    last = len(text) - len(phrase)
    return any(
        all(word in may for word, may in zip(text[start:], phrase, strict=False))
        for start in range(last + 1)
    )


def _plain(account: str) -> str:
    return account.strip().removeprefix("@").casefold()
