"""What reaches into the offline world is told by kind, in five languages, from what the classifier found."""

import pytest

from safeguard.classify.detector import Detector
from safeguard.classify.records import Reason, Score
from safeguard.detect.offline import Sign, find_offline

DETECTOR = Detector()
SAID = {
    "address": [
        "she lives at 12 Rose Street",
        "I know where you live",
        "sé dónde vives",
        "je sais où tu habites",
        "أعرف وين تسكنين",
        "मुझे पता है तू कहां रहती है",
        "pata hai tu kahan rehti hai",
    ],
    "route": [
        "I saw you getting off the bus yesterday",
        "te vi salir de tu casa",
        "je t'ai vue sortir hier",
        "شفتك طالعة من البيت",
        "तुझे कल दफ्तर से निकलते देखा",
    ],
    "workplace": [
        "I know where you work",
        "sé dónde trabajas",
        "je sais où tu travailles",
        "أعرف وين تشتغلين",
        "मुझे पता है तू कहां काम करती है",
    ],
    "approach": [
        "we are outside your office",
        "everyone go to her house tonight",
        "te esperamos fuera de tu oficina",
        "on t'attend devant ton bureau",
        "ننتظرك امام بيتك",
        "तेरे घर के बाहर खड़े हैं",
        "ghar ke bahar milenge",
    ],
    "weapon": [
        "I will shoot you with my gun",
        "te voy a matar con un cuchillo",
        "je vais te tuer avec un couteau",
        "سأقتلك بالسكين",
        "तुझे गोली मार दूंगा",
        "tujhe goli maar dunga",
    ],
    "next": [
        "you're next",
        "eres la siguiente",
        "tu es la prochaine",
        "دورك جاي",
        "अगला नंबर तेरा है",
        "agla number tera hai",
    ],
    "fixation": [
        "I'll always protect you",
        "siempre te voy a proteger",
        "seras toujours à moi, tu es à moi",
        "दिन रात सोचता हूं, तू सिर्फ मेरी है",
    ],
}
INNOCENT = [
    "thank you for your talk, it was the best of the day",
    "he shot the film with a gun prop",
    "a knife, a fork and a bus ticket: our office party",
    "eres la próxima presidenta, qué alegría",
    "tu es la prochaine invitée de notre émission",
    "agla number hit hai",
    "अगली बैठक सोमवार को है",
    "غدا دور المنتخب في المباراة",
    "our office is at 12 Rose Street, open Monday to Friday",
    'she told the police that he wrote "I will kill you with a knife"',
]


def kinds(text: str) -> list[str]:
    return [sign.kind for sign in find_offline(text, DETECTOR.score([text])[0])]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts]
)
def test_each_kind_is_seen_in_each_language(kind: str, text: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_sounds_like_it_bears_no_sign(text: str) -> None:
    assert kinds(text) == []


def test_each_kind_is_told_once_with_its_reason_and_its_place() -> None:
    text = "🔥 I will shoot you with my gun, I know where you live"

    found = find_offline(text, DETECTOR.score([text])[0])

    assert [(sign.kind, sign.code, text[sign.start : sign.end]) for sign in found] == [
        ("address", "stalking.where.en", "I know where you live"),
        ("weapon", "threat.violence.en", "shoot"),
    ]


def score(*why: Reason, labels: tuple[str, ...] = ("T1",)) -> Score:
    return Score(heads={}, labels=labels, severity=4, language="en", why=why, model="m", point="p")


def test_what_stands_near_a_reason_tells_its_kind_too() -> None:
    text = "ten words before it, I know where you, well, work"

    assert find_offline(text, score(Reason("stalking.where.en", "threat", 21, 37, 0.95))) == (
        Sign("workplace", "stalking.where.en", 21, 37),
    )


def test_a_reason_of_no_known_kind_is_taken_by_the_least_it_says() -> None:
    known = Reason("stalking.where.en", "threat", 0, 4, 0.95)
    hint = Reason("doxxing.person.en", "doxxing", 0, 4, 0.75)

    assert find_offline("hmm?", score(known)) == (Sign("address", "stalking.where.en", 0, 4),)
    assert find_offline("hmm?", score(hint)) == ()


def test_a_threat_that_only_the_model_sees_may_name_a_weapon_or_a_way_to_her_door() -> None:
    whole = Reason("whole", "threat", 0, 30, 0.6)

    found = find_offline("come, bring petrol, we wait at her house", score(whole))

    assert [(sign.kind, sign.code) for sign in found] == [
        ("approach", "whole"),
        ("weapon", "whole"),
    ]
    assert find_offline("petrol is dear, says the house", score(whole, labels=("A1",))) == ()
    assert find_offline("no weapon, nobody comes", score(whole)) == ()
    assert find_offline("we wait and see", score(whole)) == ()
