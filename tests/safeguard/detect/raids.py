"""Made raids with known answers, in five languages, among innocent texts that are nearly alike.

Every copy of a raid wears a spelling trick or a small edit. The innocent near-alikes share beginnings, headlines or
formulas of thanks, as real inboxes do, and are no raid: each is its own, but for headlines, which are quoted word for
word and so belong together.
"""

from random import Random

import msgspec

RAIDS = (
    "Delete your article about the council now, everyone in town knows it is false",
    "She took money from the water company and nobody in her office dares to say so",
    "This woman never read the report she signed, ask her which page the numbers stand on",
    "Borra tu artículo sobre el concejo, todo el pueblo sabe que es mentira y que te pagaron",
    "Esta señora nunca leyó el informe que firmó, pregúntenle en qué página están los números",
    "La empresa del agua le paga el viaje y la oficina, por eso defiende el contrato",
    "Supprime ton article sur le conseil, toute la ville sait que tout est faux et payé",
    "Cette dame n'a jamais lu le rapport qu'elle a signé, demandez-lui où sont les chiffres",
    "La compagnie des eaux lui paie son voyage, voilà pourquoi elle défend le contrat",
    "احذفي مقالك عن المجلس الآن فكل أهل المدينة يعرفون أنه كذب ومدفوع الثمن",
    "هذه السيدة لم تقرأ التقرير الذي وقعته، اسألوها في أي صفحة تقف الأرقام",
    "شركة المياه دفعت ثمن سفرها ولهذا تدافع عن العقد أمام الناس كل يوم",
    "परिषद के बारे में अपना लेख हटाओ, पूरा शहर जानता है कि सब झूठ है और पैसे लेकर लिखा",
    "इस महिला ने वह रिपोर्ट कभी नहीं पढ़ी जिस पर दस्तखत किए, पूछो आंकड़े किस पन्ने पर हैं",
    "पानी की कंपनी ने इसकी यात्रा का खर्च दिया, इसीलिए यह ठेके का बचाव करती है",
)
LOOK_ALIKE = str.maketrans("aeocpxAEOCPXH", "аеосрхАЕОСРХН")
LEET = str.maketrans("aeiostAEIOST", "431057431057")
EMOJI = "🔥😡🤡💩👎😂🚨"
INVISIBLE = "\u200b\u200c\u200d\u2060"

_THANKS = (
    "Thank you for your talk about {}, {}",
    "Thank you so much for speaking about {} yesterday, {}",
    "Gracias por tu charla sobre {}, {}",
    "Merci pour votre intervention sur {}, {}",
    "شكرا على حديثك عن {}، {}",
    "आपकी {} वाली बात के लिए धन्यवाद, {}",
)
_SUBJECTS = {
    "en": "the budget|water prices|our school|night buses|the new clinic|women in sport|the harbour|rents".split(
        "|"
    ),
    "es": "el presupuesto|el agua|la escuela|los buses|la clínica|las mujeres en el deporte|el puerto".split(
        "|"
    ),
    "fr": "le budget|le prix de l'eau|notre école|les bus de nuit|la clinique|le port|les loyers".split(
        "|"
    ),
    "ar": "الميزانية|أسعار المياه|مدرستنا|الحافلات|العيادة الجديدة|الرياضة|الميناء".split("|"),
    "hi": "बजट|पानी की कीमत|हमारे स्कूल|रात की बस|नए क्लिनिक|खेल|बंदरगाह".split("|"),
}
_WHO = {
    "en": "my daughter|our choir|the neighbour upstairs|half of my class|an old friend|my union|the bus driver".split(
        "|"
    ),
    "es": "mi hija|nuestro coro|la vecina de arriba|media clase|una vieja amiga|mi sindicato|el chofer".split(
        "|"
    ),
    "fr": "ma fille|notre chorale|la voisine du dessus|la moitié de ma classe|une amie|mon syndicat".split(
        "|"
    ),
    "ar": "ابنتي|فرقتنا|جارتي في الطابق العلوي|نصف صفي|صديقة قديمة|نقابتي|سائق الحافلة".split("|"),
    "hi": "मेरी बेटी|हमारी मंडली|ऊपर वाली पड़ोसन|आधी कक्षा|एक पुरानी सहेली|मेरा संघ|बस चालक".split("|"),
}
_DID = {
    "en": (
        "wants to stand for election now|listened to it twice over breakfast|doubts the numbers but liked the tone"
        "|has been quoting it since Monday|cried at the part on housing|asked me where to read more"
    ).split("|"),
    "es": (
        "quiere presentarse a las elecciones|la escuchó dos veces en el desayuno|duda de las cifras pero le gustó"
        "|la cita desde el lunes|lloró con lo de la vivienda|me preguntó dónde leer más"
    ).split("|"),
    "fr": (
        "veut se présenter aux élections|l'a écoutée deux fois au petit déjeuner|doute des chiffres mais aime le ton"
        "|la cite depuis lundi|a pleuré au passage sur le logement|m'a demandé où en lire plus"
    ).split("|"),
    "ar": (
        "تريد أن تترشح في الانتخابات|استمعت إليه مرتين مع الفطور|لا تثق بالأرقام لكنها أحبت الأسلوب"
        "|تقتبس منه منذ يوم الاثنين|بكت عند الجزء عن السكن|سألتني أين تقرأ المزيد"
    ).split("|"),
    "hi": (
        "अब चुनाव लड़ना चाहती है|नाश्ते पर दो बार सुन चुकी है|आंकड़ों पर शक है पर लहजा पसंद आया"
        "|सोमवार से दोहरा रही है|मकान वाले हिस्से पर रो पड़ी|पूछती है और कहां पढ़ें"
    ).split("|"),
}
_SAID = {
    language: " ".join([*_WHO[language], *_DID[language], *_SUBJECTS[language]]).split()
    for language in _WHO
}
_WORDS = {
    language: [
        one[: len(one) // 2 + 1] + other[len(other) // 2 :] for one in words for other in words
    ]
    for language, words in _SAID.items()
}
"""Halves of two words each, a thousand or more in a language: people who write of their own accord share few words."""
_LANGUAGES = ("en", "en", "es", "fr", "ar", "hi")
HEADLINES = (
    "Council votes nine to four for the new water contract after a night of talks",
    "El concejo aprueba el contrato del agua tras una noche de negociaciones",
    "Le conseil approuve le contrat de l'eau après une nuit de discussions",
)
_REMARKS = "at last|who pays|read this|finally|por fin|enfin|what a night|so it begins".split("|")


class Raid(msgspec.Struct, frozen=True):
    """Texts, and for each the number of the raid it belongs to; texts alone have a number of their own."""

    texts: list[str]
    truth: list[int]


def _invisible(chosen: Random, text: str) -> str:
    return "".join(sign + chosen.choice(INVISIBLE) * (chosen.random() < 0.5) for sign in text)


def _with_emoji(chosen: Random, text: str) -> str:
    return " ".join(word + chosen.choice(EMOJI) * (chosen.random() < 0.4) for word in text.split())


def _edited(chosen: Random, text: str) -> str:
    """Leave a word out, or put one in."""
    words = text.split()
    place = chosen.randrange(1, len(words) - 1)
    added = chosen.choice([[], ["really"], ["ya"], ["très"], ["جدا"], ["सच"]])
    return " ".join([*words[:place], *added, *words[place + (not added) :]])


def _shouted(chosen: Random, text: str) -> str:
    return (
        f"{chosen.choice(['@marisol ', ''])}{text.upper()}!!! https://a.example/{chosen.random()}"
    )


def _drawn_out(chosen: Random, text: str) -> str:
    return text[:-1] + text[-1] * chosen.randint(4, 9) + " #shame" * chosen.randrange(2)


TRICKS = (
    lambda _, text: text,
    lambda _, text: text.translate(LOOK_ALIKE),
    lambda _, text: text.translate(LEET),
    _invisible,
    _with_emoji,
    _edited,
    _edited,
    _shouted,
    _drawn_out,
)


def disguised(chosen: Random, text: str) -> str:
    """Give a copy in one disguise, or with a small edit, or as it is."""
    return chosen.choice(TRICKS)(chosen, text)


def innocent(chosen: Random) -> str:
    """Give a text that begins as many others do, and goes on in its writer's own words.

    The beginnings are few and the words many. Were both few (as they once were here: a whole sentence was shared, and
    the rest came from sixty words), then of twenty thousand such texts most would be copies by any measure.
    """
    number = chosen.randrange(len(_THANKS))
    language = _LANGUAGES[number]
    own = " ".join(chosen.choices(_WORDS[language], k=chosen.randint(8, 16)))
    begins = _THANKS[number].format(
        chosen.choice(_SUBJECTS[language]), chosen.choice(_WHO[language])
    )
    return f"{begins}. {own}"


def inbox(seed: int, copies: int = 40, alone: int = 600) -> Raid:
    """Make an inbox with every raid, headlines quoted by many, and so many texts that stand alone."""
    chosen = Random(seed)  # noqa: S311 -- made-up texts, not secrets
    rows = [
        (disguised(chosen, text), number)
        for number, text in enumerate(RAIDS)
        for _ in range(chosen.randint(copies // 4, copies))
    ]
    rows += [
        (f"{headline} {chosen.choice(_REMARKS)}", len(RAIDS) + number)
        for number, headline in enumerate(HEADLINES)
        for _ in range(copies)
    ]
    known: dict[str, int] = {}
    for _ in range(alone):
        text = innocent(chosen)
        rows.append((text, known.setdefault(text, len(RAIDS) + len(HEADLINES) + len(known))))
    chosen.shuffle(rows)
    return Raid([text for text, _ in rows], [number for _, number in rows])


def pairwise(truth: list[int], found: list[int]) -> tuple[float, float, float]:
    """Give precision, recall and F1 over pairs that are said to belong together."""

    def pairs(keys: list[object]) -> int:
        counts: dict[object, int] = {}
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
        return sum(count * (count - 1) // 2 for count in counts.values())

    both = pairs(list(zip(truth, found, strict=True)))
    precision, recall = both / max(1, pairs(list(found))), both / max(1, pairs(list(truth)))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
