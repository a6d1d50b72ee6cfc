"""What stands around a match and changes its weight: who reports it, and whether an address is a shop's.

Looked for only in texts that a rule fits.
"""

import re

from safeguard.classify.rules.rule import HINT, SURE, folded_pattern

QUOTES = re.compile(
    r"[\"“”„«»‹›]([^\"“”„«»‹›]{1,300})[\"“”„«»‹›]|(?<!\w)['‘]([^'‘]{1,300})['’](?!\w)"
)
REPORTING = re.compile(
    folded_pattern(
        r"\b(?:said|says|told|tells|telling|wrote|writes|called|calls|calling|reads?|saying|received|got|gets"
        r"|means|yelled|shouted|messages?|comments?|dms?|threats?|police|court|reported|moderat\w+|screenshots?"
        r"|dijo|dice|dijeron|dicen|decirle|decir|escribio|escribir\w*|escriben|escrito|escribe|llamo|llaman|leer|leyo"
        r"|lei|recibi\w*|mensajes?|comentarios?|recado|gritaron|grito|denunci\w+|amenazas?|lo de|los de"
        r"|dit|dire|disent|ecrit|ecrire|ecrivent|lire|lu|recu|recoit|appelle|traite|traiter|lance|crie|hurle|envoye"
        r"|messages|commentaires?|proces|menaces?|tribunal|harcel\w+"
        r"|bola|bole|bolne|bolunga|kaha|kehna|kehte|kahe|likha|likhne|likh rahe|padhe?|padha|gaya|comments?|dhamki)\b"
        r"|قال|كتب|يقول|تقول|يكتب|قرأ|تقرأ|قرات|وصلتني|وصلني|رسائل|رسايل|رسالة|تعليق|كومنت|تهديد|يسمون|قالو"
        r"|कहा|कहना|लिखा|बोला|कहते|लिखते|लिखने|बोलने|पढ़ा|पढ़ना|संदेश|धमकी|कमेंट|अदालत"
    )
)
_PUBLIC = re.compile(
    folded_pattern(
        r"\b(?:open(?:s|ing)?|re-?opens|closed|hours|clinic|surgery|shop|store|offices?|desk|reception|booking"
        r"|book (?:a|your|online|now)|appointments?|tickets?|delivery|orders?|call us|our|helpline"
        r"|hotline|help line|tel"
        r"|rsvp|register|registration|salon|restaurant|cafe|pharmacy|library|museum|meeting|workshop"
        r"|volunteers|raffle"
        r"|hostel|dental|plumber|venue|entry|box office|ring bell|fish fry|center|centre|my (?:house"
        r"|place|home|number)"
        r"|abierto|abre|abren|horario|citas?|consultorio|consultas?|clinica|oficinas?|tienda|local|pedidos|domicilios"
        r"|reservas?|inscripcion\w*|informes|taller|reunion|fiesta|salon|biblioteca|farmacia|drogueria"
        r"|museo|ambulatorio"
        r"|planta baja|mi casa|mi numero|nuestr[oa]s?|lunes a viernes|entrada libre"
        r"|ouvert\w*|ouvre|horaires|rdv|rendez-vous|cabinet|boutique|magasin|reservations?|inscriptions?|salle|comite"
        r"|gym|parking|stationnement|mairie|association|pharmacie|bibliotheque|atelier|the dansant"
        r"|chez (?:moi|nous)|notre"
        r"|dukan|clinic|shop|order|contact|admission|coaching|ghar (?:aana|aao)|mere ghar|hamare|sampark"
        r"|kitab ghar)\b"
        r"|عيادة|حجز|للحجز|محل|توصيل|مفتوح|بنفتح|نفتح|يفتح|الافتتاح|مكتبة|المكتبه|مطعم|صيدلية|للتواصل"
        r"|للاستفسار|الدوام|معرض|الاوبر"
        r"|दुकान|क्लिनिक|संपर्क|डिलीवरी|खुला|खुलेगा|किताबघर|पुस्तकालय|कार्यालय|बुकिंग|दवाखाना|खरीदते|पंजीकरण"
    )
)
_HERS = re.compile(
    folded_pattern(
        r"\b(?:she|her|hers|she's|shes|this (?:woman|bitch|girl|lady|cow)|that (?:woman|bitch|girl|lady|cow)"
        r"|ella|vive|su (?:casa|numero|telefono|cel|celular|movil|direccion|domicilio|hij[ao]s?|mama"
        r"|marido|esposo|carro)"
        r"|esta (?:vieja|mujer|tipa|senora)|la (?:vieja|tipa|zorra|perra)"
        r"|elle|sa (?:maison|plaque|mere|fille|voiture|bagnole|rue|porte)|habite|cette (?:femme|fille|meuf|conne)"
        r"|son (?:numero|num|adresse|tel|telephone|portable|mari|fils|appart|domicile|06|immeuble)"
        r"|iska|iski|iske|isko|uska|uski|uske|usko|madam|rehti|rahti)\b"
        r"|(?:بيت|رقم|عنوان|هاتف|جوال|شقت|عيال|زوج|اهل|امه|ابو|شغل|سيارت|مدرست|باب)ها|تسكن|ساكنة|هي "
        r"|इसका|इसकी|इसके|इसको|उसका|उसकी|उसके|मैडम|रहती|तेरा|तेरी|तेरे|तुम्हार"
    )
)


def reported_quotes(folded: str) -> list[tuple[int, int]]:
    """Find what is in quotation marks, in a text that says outside of them that somebody said it."""
    if not QUOTES.search(folded):
        return []
    outside = QUOTES.sub(" ", folded)
    return [match.span() for match in QUOTES.finditer(folded)] if REPORTING.search(outside) else []


def most_for_contacts(folded: str, *, is_model_read: bool) -> float:
    """Say how much an address or number may weigh by itself.

    All where the text speaks of her; nothing where it speaks of a shop or an office; little where it says
    neither, since the model knows better, if it reads the language.
    """
    if _HERS.search(folded):
        return SURE
    if _PUBLIC.search(folded):
        return 0.0
    return HINT if is_model_read else SURE
