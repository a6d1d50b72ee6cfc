"""Setting names and times apart where they stand in plain text: what <bdi> and <time> do on a page."""

from django.utils.translation import get_language_bidi


def name_apart(text: str) -> str:
    """Isolate a name, so that brackets and commas around it keep their side in Arabic."""
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def time_apart(text: str) -> str:
    """Isolate a time: its parts run the way the page runs, whatever its first letter is."""
    return f"\u2067{text}\u2069" if get_language_bidi() else text
