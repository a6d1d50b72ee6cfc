"""A place of hers that stands in a text, known by keyed marks alone: neither the place nor the text is kept for it.

Definition: a place is a run of two to `LONGEST` words (letters and digits, folded as a reader sees them); it stands in
a text where the same words follow one another, whatever signs and spellings part them. A mark is a keyed hash of a
place's words, so that a text is compared with places that nobody here can read.
Source: our own. It finds what she gave, as she gave it: another spelling of the same street is another place.
"""

from collections.abc import Callable, Mapping

import regex

from safeguard.detect.offline import Sign
from safeguard.text.normalise import fold

HERS = "hers"
LEAST, LONGEST = 2, 6
_READ = 10_000  # as far as the detector reads
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
Mark = Callable[[str], bytes]


def words_of(text: str) -> list[str]:
    """Give the words of a place, folded: what its mark is made of."""
    found: list[str] = _WORD.findall(fold(text).text)
    return found


def mark_of(words: list[str], mark: Mark) -> bytes:
    return mark(" ".join(words))


def find_places(text: str, known: Mapping[bytes, tuple[str, int]], mark: Mark) -> tuple[Sign, ...]:
    """List the places of hers in a text, each kind once; `known` gives for each mark its kind and number of words."""
    lengths = sorted({length for _kind, length in known.values()})
    if not lengths:
        return ()
    folded = fold(text[:_READ])
    words = list(_WORD.finditer(folded.text))
    found: dict[str, Sign] = {}
    for length in lengths:
        for first in range(len(words) - length + 1):
            here = words[first : first + length]
            kind, _length = known.get(mark_of([word[0] for word in here], mark), ("", 0))
            if kind:
                start, end = folded.span(here[0].start(), here[-1].end())
                found.setdefault(kind, Sign(kind, HERS, start, end))
    return tuple(found.values())
