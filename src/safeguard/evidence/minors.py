"""Whether a post itself says that it shows a sexual image of a minor: by a platform's label, or by its own words.

Nothing of such a post is kept or fetched, so neither is taken lightly: a label must name both, and words count only
where a picture comes with them and they name or offer one like that. "Sensitive", an adult's nakedness, an insult
("you paedophile"), or the name of the crime alone is none of it.
"""

import re
from typing import Literal

from safeguard.records import Post
from safeguard.text.normalise import fold

Said = Literal["label", "words", ""]

_BOTH = {"csam", "csae", "csem"}
_YOUNG = {"child", "children", "loli", "minor", "minors", "shota", "underage"}
_SEXUAL = {"abuse", "exploitation", "nudity", "porn", "sex", "sexual", "sexualized"}
_WORD = re.compile(r"[a-z]+")

# written as `fold` leaves a text: without accents, nukta and hamza
_AGE, _OLD = r"(?:1[0-7]|[1-9])", r"(?:yo|y/o|years? old)"
_SHOWN = r"(?:pics?|pictures?|photos?|images?|vids?|videos?|clips?|tapes?|links?)"
_NAKED = rf"(?:nudes?|naked {_SHOWN}|nude {_SHOWN}|sex {_SHOWN}|porn)"
_OF = r"d(?:'une?|'|e|es|une?)"
_NAMED = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        (
            rf"(?:child|kiddie|underage|preteen|toddler) (?:porn|nudes?|naked|sex) ?{_SHOWN}|underage nudes",
            rf"(?:cp|csam) {_SHOWN}|{_SHOWN} of (?:csam|child porn)",
            rf"{_NAKED} of (?:an? |my |her |his |the |some )?(?:{_AGE} ?{_OLD}|minors?|child(?:ren)?|underage)",
            rf"{_AGE} ?-?{_OLD}s? (?:girls? |boys? )?(?:nudes?|naked|porn)",
            r"(?:fotos?|imagenes|videos?|enlaces?|links?) (?:de|con) porno\w* infantil",
            r"(?:fotos?|imagenes|videos?) de (?:una? |unas |unos )?(?:menor(?:es)?|nin[oa]s?) desnud[oa]s?",
            rf"(?:nudes|desnudos) de (?:una? )?(?:menor(?:es)?|nin[oa]s?|(?:chic[oa] de )?{_AGE} anos)",
            r"(?:photos?|images?|videos?|liens?) (?:pedo ?porno\w*|de pedo ?porno\w*)",
            rf"(?:nudes?|(?:photos?|videos?) (?:nues?|porno\w*)) {_OF} ?(?:mineure?s?|enfants?|fille de {_AGE} ans)",
            r"(?:صور|فيديو|مقاطع) (?:عاريه|جنسيه|اباحيه) (?:ل|لل)?(?:طفل|طفله|اطفال|لاطفال|الاطفال|قاصر|قاصرات)",
            r"(?:बच्चों|बच्चे|बच्ची|नाबालिग) (?:की|के|का) (?:नंगी|अश्लील|पोर्न|गंदी) (?:फोटो|तस्वीर|तस्वीरें|वीडियो|विडियो)",
            r"(?:ba(?:ch){1,2}on?|ba(?:ch){1,2}i|nabalig) ki (?:nangi|ashle+l|gandi) (?:photos?|videos?)",
        )
    )
    + r")(?!\w)"
)


def said_to_show_a_minor(post: Post) -> Said:
    """Say by what a post is known to show a sexual image of a minor: a platform's label, its words, or nothing."""
    if any(map(_names_both, post.labels)):
        return "label"
    return "words" if post.media and _NAMED.search(fold(post.text).text) else ""


def _names_both(label: str) -> bool:
    words = set(_WORD.findall(label.lower()))
    return bool(words & _BOTH) or bool(words & _YOUNG and words & _SEXUAL)
