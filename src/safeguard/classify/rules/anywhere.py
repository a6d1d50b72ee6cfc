"""Rules for any language: what gives a person away looks alike everywhere.

Contact points that are meant to be public (a help line, a press office, the writer's own number) are
passed over; an address says so in words, and stands with its language.
"""

from safeguard.classify.rules.rule import LIKELY, rule

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
        "doxxing.identity",
        "P1",
        LIKELY,
        r"(?:passport|ssn|social security|national id|id card|sin|nhs|medicare|tfn|aadhaa?r|pan(?: card)?|voter id"
        r"|cedula|c\.?c\.?|dni|nie|ine|curp|rfc|pasaporte|clabe|seguridad social|cuenta|rut"
        r"|passeport|carte d'identite|nas|numero de secu\w*|securite sociale|cni"
        r"|الرقم القومي|رقم قومي|هويه|الهويه|هويتها|اقامه|اقامتها|جواز|आधार|पैन|पासपोर्ट|वोटर)"
        r"(?:\S{0,3} ?(?:no|num|numero|number|card|is|es|est|hai|है|رقم|رقمها|:|#|-)\.?){0,3} ?:? ?"
        r"[a-z.-]{0,5}\d[a-z0-9.-]{4,18}"
        r"|[a-z]{4}\d{6}[hm][a-z]{5}[a-z0-9]\d|[a-z]{5}\d{4}[a-z]|\d{4}[ -]\d{4}[ -]\d{4}(?![ -]?\d)"
        r"|\d{8}-?[a-hj-np-tv-z](?!\w)|[xyz]-?\d{7}-?[a-z](?!\w)|[23]\d{13}(?!\d)"
        r"|[12] ?\d\d ?[01]\d ?\d[\dab] ?\d{3} ?\d{3}(?: ?\d\d)?(?!\d)",
    ),
    rule(
        "doxxing.number_plate",
        "P1",
        LIKELY,
        r"(?:(?:number|licen[cs]e|registration) (?:plates?|tags?)(?: number| no\.?)?|rego|reg)(?: is|:)? "
        r"(?=[a-z0-9 -]{0,8}\d)[a-z0-9]{2,4}[ -]?[a-z0-9]{2,5}"
        r"|(?:matricula|placas?|patente|chapa)(?: es| son|:)? ?"
        r"(?:[a-z]{2,4}[ -]?\d{2,4}(?:[ -]?[a-z]{1,3})?|\d{3,4}[ -]?[a-z]{3})"
        r"|(?:plaques?|immat\w*)(?: est|:| \?)? ?(?=[a-z0-9 -]*\d)[a-z0-9]{2,3}[ -]?[a-z0-9]{3}[ -]?[a-z]{0,2}"
        r"|[a-z]{2}-\d{3}-[a-z]{2}(?!\w)|[a-z]{2} ?\d\d ?[a-z]{1,3} ?\d{4}(?!\w)"
        r"|(?:لوحه|لوحته|لوحتها|اللوحه|نمره|نمرتها) .{0,12}\d{3,4}",
    ),
)
