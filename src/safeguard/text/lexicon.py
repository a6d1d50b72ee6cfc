"""Words that people disguise: what `disguise` reads masked letters, digits and drawn-out letters by.

Folded, as the texts are. HARD holds what people mask, mostly verbs of violence and swearing; names for groups of
people are left out. `vocabulary.txt` counts the everyday words of our own training rows (training/vocabulary.py).
"""

from importlib.resources import files

from safeguard.text.words import EVERYDAY

_LATIN = """
    abuse acid address attack beat beaten bitch bitches bleed blood bomb boobs breasts bullet bullshit burn
    clown cock cow crap creep cunt cunts damn dead death destroy dick die dies disgusting dumb fat feminazi
    filthy fraud freak fuck fucked fucker fuckers fucking fucks fuckface garbage gun hag hang hanged hell hit
    hoe hoes hooker hurt idiot idiots imbecile kill killed killer killing kills knife liar liars loser losers
    moron morons murder murdered naked nude nudes obese pathetic pervert pig piss pissed porn prick punch
    pussy rape raped rapes rapist rubbish scum scumbag sex sexy shit shitty shoot shot shut skank slap slut
    sluts slutty smash stab stabbed strangle stupid suck sucks suicide tits torture tramp trash twat ugly
    vermin victim wench whore whores witch worthless wreck asshole arsehole bastard bastards bollocks wanker
    tosser kys stfu gtfo

    asco asesinar asquerosa basura bastarda bruja cabron cabrona callate cerda chinga chingada chingar chingue
    coger cojones cojon conchuda cono culera culero culo degollar escoria estupida estupido feminazi follar
    folle gilipollas golfa gorda guarra hijueputa hostia huevos imbecil imbeciles inutil joder joderte jodete
    loca malnacida malparida matar mataremos matarla matarte matare mate maten matenla mierda mierdas morir
    muere muerete muerta mueras nalgas payasa pendeja pendejas pendejo perra perras pinche piruja polla puta
    putas puto putos puteria quemar rajada ramera rata romper sapa sangre suicidate tarada tetas tonta trola
    vaca verga vieja violar violada violacion violarte violen zorra zorras

    abrutie batard batarde bite bordel bouffonne branler brule buter chatte chienne chier connard
    connards connasse connasses conne connes cons couilles creve crever cul debile degage egorger encule
    enculee enculer enfoire enflure foutre garce gourde grognasse grosse gueule idiote imbecile laide
    marde merde merdes merdeuse moche morte mort niquer nique niquez nichons ordure petasse petasses pouffe
    pouffiasse pourriture poufiasse putain pute putes salaud sale salope salopes sorciere sucer suceuse tuer
    tuerai truie tabasser taree viol viole violee violer

    bakwas behenchod bhenchod bewakoof besharam bhosdi bhosdike chutiya chutiye chudail chod chup chutia dalla
    gandi gaand gand gandu gadha gadhi ghatiya goli haramkhor harami haramzadi jaan jala kamina kamine kamini
    khoon kutta kutte kutti kutiya lund maa madarchod marunga maar maarunga maregi maut mar mukka nangi
    nikammi pagal rand randi randiya rape saala saali sala sali suar tatti thappad tezab tharki
"""
_ARABIC = """
    اقتلك ساقتلك سنقتلك تموتي تموتين موتي مت قتلك اذبحك سنذبحك اغتصاب اغتصبك يغتصب شرموطه قحبه عاهره عاهرات
    كلبه كلب حيوانه حماره حمار خنزيره خنزير زباله حقيره قذره وسخه غبيه تافهه ساقطه سافله فاجره زانيه كسمك كس
    طيز زب نيك انيكك منيوكه خول متناك لبوه وسخه احا خرا زفت اخرسي اسكتي انتحري
"""
_DEVANAGARI = """
    रंडी रांड कुतिया कुत्ती कुत्ता कमीनी कमीना हरामी हरामजादी हरामखोर चुडैल डायन छिनाल चूतिया चुतिया मादरचोद
    बहनचोद भोसडी भोसडीके गांड गांडू लंड साली साला रखैल तवायफ वेश्या बेशर्म बेवकूफ मार मारो मारूंगा मौत
    बलात्कार रेप खून गोली तेजाब मर मरेगी जला नंगी सूअर गधी घटिया
"""
HARD = frozenset(f"{_LATIN} {_ARABIC} {_DEVANAGARI}".split())
DOUBLED = frozenset(
    """
    all ball bell bill boss call cell class common cool doll door dress fall feel feet fell fill fool football
    full funny good guess hall happy hell hill hurry issue kiss less little look loss mall mess miss moon need
    off pass press poor pull really roll room root school see sell shall shoot silly small smell soon spell
    still sweet tall tell three too tree wall well will wood yell committee between been seen keep meet week
    street agree free green deep sleep teeth sweet cheese needs food book books cook foot took wood blood
    calle ella ello ellas aquella llama lleno alli gallina valle lluvia leer creer perro carro correr error
    tierra guerra elle elles belle ville fille famille aller appelle terre guerre arret erreur tellement
    mettre comme homme femme somme donner personne bonne passe presse classe laisse aussi assez jeunesse accha
    achha bachche zyaada yaar pyaar baat raat saath haath naam kaam aap aaj
    """.split()  # noqa: SIM905 -- words read better as running text
)
"""Words that keep their doubled letter when it is drawn out: "coooool" is cool, "sooooo" is so."""
_LISTED = files("safeguard.text").joinpath("vocabulary.txt").read_text("utf-8")
COUNTS = {word: int(count) for word, count in (line.split("\t") for line in _LISTED.splitlines())}
"""How many of our rows have a word, of those that several have."""
KNOWN = HARD.union(
    DOUBLED, COUNTS, *(words for language, words in EVERYDAY.items() if language != "other")
)


def usualness(word: str) -> int:
    """Say how usual a word is, for a choice between spellings: 0 where it is not known."""
    return COUNTS.get(word, 1) + _SURELY * (word in DOUBLED) if word in KNOWN else 0


_SURELY = 1_000_000
