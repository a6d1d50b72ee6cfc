"""Signs that one mention reaches into the offline world: home, ways, workplace, weapon, "you're next", coming to her.

Definition: what `safeguard.classify` found (a rule's reason, or a threat's label) tells that there is danger; the words
it rests on tell which kind. An address that belongs to a shop, and a threat that is merely reported, weigh nothing with
the rules and so are no sign. Kinds: `address` (where she lives), `route` (her ways, her car, her hours), `workplace`,
`approach` (somebody comes or waits), `weapon`, `next` (she is named as the next), `fixation` (a closeness is claimed).

Source: our own, after the warning behaviours of Meloy and others (2012: pathway, fixation, last resort), which
observers of threats look for; not a risk assessment: that is for people who know her.
"""

import re
from collections.abc import Iterator

import msgspec

from safeguard.classify.records import Reason, Score
from safeguard.classify.rules.rule import folded_pattern
from safeguard.text.normalise import fold

ADDRESS, ROUTE, WORKPLACE, APPROACH, WEAPON, NEXT, FIXATION = KINDS = (
    "address",
    "route",
    "workplace",
    "approach",
    "weapon",
    "next",
    "fixation",
)
_THREATS = frozenset({"T1", "T2", "T3"})
_PRIVATE = frozenset({"P1", "A4"})
_READ = 10_000  # as far as the detector reads


def _words(pattern: str) -> re.Pattern[str]:
    """Compile words, or beginnings of words; what Arabic writes in front of a word may stand there."""
    return re.compile(rf"(?<![^\W\d_])[وبلفك]?(?:ال)?(?:{folded_pattern(pattern)})")


_WORK = _words(
    r"work|office|newsroom|studio\b|campus|boss\b|trabaj|oficina|despacho|redaccion|travail|bureau|boulot|bosse"
    r"|شغل|عمل|مكتب|تعمل|تشتغل|بتشتغل|दफ्तर|ऑफिस|काम|नौकरी|daftar|kaam\b|naukri"
)
_WAY = _words(
    r"route|bus|train|car\b|taxi|park(?:s|ing|ed)?\b|walk|jog|gym|leav|what time|\d{1,2}(?:[.:]\d\d)? ?[ap]m\b|plate\b"
    r"|get (?:on|off|home)|daily|every (?:day|morning|night|evening)|schools?\b"
    r"|ruta|tren|coche|carro|sal(?:ir|es|e|iendo)\b|a que hora|camino|placa|todos los dias|cada (?:dia|noche)|colegio"
    r"|escuela|voiture|plaque|sor[st]\b|sortir|rentr|heure|chemin|tous les (?:jours|soirs)|chaque (?:jour|soir)|ecole"
    r"|سيار|عربي|لوح|باص|حافل|طريق|تخرج|خارج|طالع|تطلع|راجع|ترجع|متى|كل يوم|مدرس"
    r"|गाड़ी|बस\b|रास्त|निकल|लौट|कितने बजे|उतरते|रोज|स्कूल|raste|gaadi|nikal|roz\b"
)
_COMING = _words(
    r"outside|in front|at your|your door|wait|visit|come for|go to|show up|turn up|meet at|gather|pay (?:her|you)"
    r"|see you|(?:en la |tu )?puerta|fuera|afuera|enfrente|delante|frente|esper|visita|vamos a|vayan|ir por|por ti\b"
    r"|devant|en bas|porte\b|attend|rendre visite|chez (?:elle|toi)|chercher|امام|قدام|باب|تحت|برا|بره|ننتظر|انتظر"
    r"|ستنتظر|زور|جايين|قادمون|نصل|بستن|مستني|واقف|बाहर|सामने|दरवाज|इंतजार|घर (?:चल|जा|आ|पहुं)|नीचे|bahar|darwaz"
    r"|intezaar|milenge|aa (?:rahe|raha|jayenge)|aayenge|aaunga|pahunch"
)
_NEXT = _words(
    r"(?:you(?:'re| are)|youre|ur|she(?:'s| is)|shes) (?:the )?next|next on (?:the|our|my) list"
    r"|(?:la )?(?:siguiente|proxima)|(?:estas|esta) en la lista|(?:la )?(?:prochaine|suivante)"
    r"|sur (?:la|notre|ma) liste|دور|التالي|القادم|अगल|बारी|agl[ai]|ba+ri\b"
)
_HOME = _words(
    r"liv(?:e|es|ing)|address|adress|addy|house|home|flat|stay|sleep|hiding|street|bedroom|direccion|casa\b|viv[eo]|calle"
    r"|adresse|maison|habite|rue\b|appart|بيت|عنوان|تسكن|ساكن|منزل|شقت|घर|रहती|गली|ghar|rehti|rahti|gali\b"
)
_WEAPONS = _words(
    r"guns?\b|kni(?:fe|ves)\b|rifle|pistol|bullet|acid\b|machete|bombs?\b|petrol|gasoline|hammer|bats?\b|blade|shoot|stab"
    r"|pistola|cuchill|balas?\b|balazo|acido|bomba|gasolina|armas?\b|plomo|navaja|dispar|pistolet|couteau|balles?\b"
    r"|acide|machette|bombe|essence\b|armes?\b|fusil|poignard|سكين|مسدس|رصاص|قنبل|اسيد|سلاح|بندقي|حمض|चाकू|बंदूक|पिस्तौल"
    r"|गोली|तेजाब|बम\b|हथियार|कट्टा|chaku|chaaku|bando?ok|goli\b|te[zj]ab|hathiyar|katta\b"
)
_Kinds = tuple[tuple[re.Pattern[str] | None, str], ...]
_BY_RULE: dict[str, _Kinds] = {
    "doxxing.address": ((None, ADDRESS),),
    "doxxing.coordinates": ((None, ADDRESS),),
    "doxxing.number_plate": ((None, ROUTE),),
    "doxxing.person": ((_WORK, WORKPLACE), (_WAY, ROUTE), (_HOME, ADDRESS)),
    "stalking.seen": ((None, ROUTE),),
    "stalking.where": (
        (_COMING, APPROACH),
        (_WORK, WORKPLACE),
        (_WAY, ROUTE),
        (_HOME, ADDRESS),
        (None, ADDRESS),
    ),
    "threat.incite": ((_COMING, APPROACH),),
    "threat.harm": ((_COMING, APPROACH), (_HOME, ADDRESS)),
    "threat.veiled": ((_NEXT, NEXT), (_COMING, APPROACH), (_HOME, ADDRESS)),
    "fixation": ((None, FIXATION),),
}
"""For each rule the kinds it may mean: the first whose words stand in what it rests on, else near it, else any."""
_HEADS = frozenset({"threat", "doxxing"})
_BY_LABEL = (
    (_THREATS, WEAPON, (_WEAPONS,)),
    (_THREATS, APPROACH, (_COMING, _HOME, _WORK)),
    (_PRIVATE, WORKPLACE, (_WORK,)),
    (_PRIVATE, ROUTE, (_WAY,)),
    (_PRIVATE, ADDRESS, (_HOME,)),
)
"""For each label a kind, and its words: the first must stand in the text, and one of the others if there are any."""
_NEAR = 30  # characters on either side of what a rule rests on
_LANGUAGE = re.compile(r"\.(?:en|es|fr|ar|hi|hi-Latn)$")


class Sign(msgspec.Struct, frozen=True):
    """One sign: its kind, the reason's code it rests on, and the offsets into the original text."""

    kind: str
    code: str
    start: int
    end: int


def find_offline(text: str, score: Score) -> tuple[Sign, ...]:
    """List the signs in a text and its score, each kind once, in the order of `KINDS`."""
    found: dict[str, Sign] = {}
    for sign in (*_by_rules(text, score), *_by_label(text, score)):
        found.setdefault(sign.kind, sign)
    return tuple(found[kind] for kind in KINDS if kind in found)


def _by_rules(text: str, score: Score) -> Iterator[Sign]:
    is_danger = (_THREATS | _PRIVATE).intersection(score.labels)
    for reason in score.why:
        rule = _LANGUAGE.sub("", reason.code)
        is_meant = rule == "fixation" or (is_danger and reason.weight)
        kinds = _BY_RULE.get(rule, ()) if is_meant else ()
        if kind := _kind(text, reason, kinds):
            yield Sign(kind, reason.code, reason.start, reason.end)


def _kind(text: str, reason: Reason, kinds: _Kinds) -> str:
    for around in (0, _NEAR):
        words = fold(text[max(0, reason.start - around) : reason.end + around]).text
        for seen, kind in kinds:
            if seen and seen.search(words):
                return kind
    return next((kind for seen, kind in kinds if seen is None), "")


def _by_label(text: str, score: Score) -> Iterator[Sign]:
    """Find what the words of a text tell that is a danger by whatever found it, a rule or the model."""
    reasons = [one for one in score.why if one.head in _HEADS and one.weight]
    if not reasons:
        return
    code = max(reasons, key=lambda one: one.weight).code
    folded = fold(text[:_READ])
    for labels, kind, patterns in _BY_LABEL:
        if not labels.intersection(score.labels):
            continue
        found = [pattern.search(folded.text) for pattern in patterns]
        if found[0] and any(found[1:] or found):
            yield Sign(kind, code, *folded.span(*found[0].span()))
