"""Workshop mode, for a projector: no name and no word of anybody's is on a page until real examples were asked for."""

from typing import Any

SHOWS_REAL = "shows_real"  # what a session holds once they were


def hides_words(request: Any) -> bool:
    """Say whether names and words stay off the page."""
    return bool(request.user.is_workshop and not request.session.get(SHOWS_REAL))
