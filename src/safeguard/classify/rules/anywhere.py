"""Rules for any language: what gives a person away looks alike everywhere.

Contact points that are meant to be public (a help line, a press office, the writer's own number) are
passed over; an address says so in words, and stands with its language.
"""

from safeguard.classify.rules.rule import HINT, LIKELY, rule

_PUBLIC_LINE = (
    r"(?<!help line )(?<!helpline )(?<!hotline )(?<!my number )(?<!call us )(?<!contact us )"
    r"(?<!call me )(?<!linea de ayuda )(?<!mi numero )(?<!mon numero )(?<!numero vert )"
)
RULES = (
    rule(
        "doxxing.phone",
        "P1",
        LIKELY,
        _PUBLIC_LINE + r"(?<![\d.,/:@=#-])"
        r"(?:\+\d{1,3}[ .-]?(?:\(?\d{1,5}\)?[ .-]?){2,5}\d{2,4}"
        r"|\(?0\d{1,4}\)?[ .-]?\d{2,4}[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){0,2}"
        r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{3,4}|[6-9]\d{9}|[67]\d{8}|[67]\d{2} \d{2} \d{2} \d{2})"
        r"(?![\d:/%])",
    ),
    rule(
        "doxxing.email",
        "P1",
        LIKELY,
        r"(?!(?:info|press|presse|prensa|contact|contacto|support|help|hello|office|media|team)@)"
        r"(?<![\w.+@/-])[a-z0-9][\w.+-]{1,63}@[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,24}){1,3}",
    ),
    rule(
        "doxxing.coordinates",
        "P1",
        LIKELY,
        r"(?<![\d.])-?\d{1,2}\.\d{4,9}, ?-?\d{1,3}\.\d{4,9}(?![\d.])",
    ),
    rule(
        "doxxing.number_plate",
        "P1",
        HINT,
        r"(?:number|licen[cs]e|registration) plates?(?: number)?(?: is"
        r"|:)? [a-z0-9]{2,4}[ -]?[a-z0-9]{2,5}"
        r"|matricula(?: es|:)? \d{4} ?[a-z]{3}|plaque(?: est|:)? [a-z]{2}-?\d{3}-?[a-z]{2}",
    ),
)
