"""What stands where a message would: a name of a file, or the app's own words for what is not there.

Only whole, known wordings count. Whoever writes something like them is read as having written it, and
nothing but a first line and a line without a name is taken for a notice: else a mark would hide a threat.
"""

import re

import msgspec

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"
# The app sets a mark before what it adds, in every language.
_EDITED = re.compile("[ \n]?\u200e<[^<>\n]{5,60}>$")
_ATTACHED = re.compile(r"<[^<>:\n]{2,30}: ([^<>:/\\\n]{1,200}\.\w{1,5})>")
_FILE_ATTACHED = re.compile(
    r"((?:IMG|VID|PTT|AUD|DOC|STK)-\d{8}-WA\d{4}\.\w{1,5}|[^/\\\n]{1,200}\.\w{1,5}) "
    r"\((?:file attached|archivo adjunto|fichier joint|الملف مرفق|ملف مرفق|फ़ाइल संलग्न|फ़ाइल जोड़ी गई|"
    r"Datei angehängt|arquivo anexado)\)(?:\n(.*))?",
    re.DOTALL,
)
# en, es, fr, ar, hi; then de and pt.
_OMITTED = re.compile(
    r"<(?:media omitted|multimedia omitido|médias omis|تم استبعاد الوسائط|मीडिया के बिना|"
    r"मीडिया शामिल नहीं किया गया|medien ausgeschlossen|mídia oculta|arquivo de mídia oculto)>"
    r"|(?:image|video|audio|gif|sticker|document|contact card|video note) omitted"
    r"|(?:imagen|video|audio|gif|sticker|documento|tarjeta de contacto) omitid[oa]"
    r"|(?:image absente|vidéo absente|audio omis|gif retiré|sticker omis|document manquant|"
    r"fiche contact omise)"
    r"|تم استبعاد (?:الصورة|الفيديو|الصوت|المقطع الصوتي|الملصق|المستند|بطاقة جهة الاتصال)"
    r"|(?:इमेज|वीडियो|ऑडियो|स्टिकर|दस्तावेज़) (?:छोड़ा|छोड़ी) गया?",
    re.IGNORECASE,
)
_DELETED = frozenset(
    (
        "this message was deleted",
        "you deleted this message",
        "se eliminó este mensaje",
        "eliminaste este mensaje",
        "este mensaje fue eliminado",
        "ce message a été supprimé",
        "vous avez supprimé ce message",
        "تم حذف هذه الرسالة",
        "حذفتَ هذه الرسالة",
        "لقد حذفت هذه الرسالة",
        "यह मैसेज डिलीट कर दिया गया है",
        "यह मैसेज डिलीट कर दिया गया",
        "यह मैसेज मिटाया गया",
        "यह संदेश मिटाया गया",
        "आपने यह मैसेज डिलीट कर दिया",
        "diese nachricht wurde gelöscht",
        "mensagem apagada",
        "esta mensagem foi apagada",
    )
)
# The first line of a chat on iPhones, under the other's name: that it is encrypted.
_ENCRYPTED = re.compile(
    r"(?:Messages and calls are end-to-end encrypted|Messages to this (?:chat|group) and calls are now"
    r"|Los mensajes y las llamadas están cifrados de extremo a extremo"
    r"|Les messages et les appels sont chiffrés de bout en bout"
    r"|الرسائل والمكالمات مشفرة|المكالمات والرسائل مشفرة"
    r"|मैसेज और कॉल एंड-टू-एंड एन्क्रिप्टेड हैं"
    r"|Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt"
    r"|As mensagens e as? (?:chamadas|ligações) são protegidas)"
)
NOT_IN_FILE = "omitted"


class Body(msgspec.Struct, frozen=True):
    """What a message says, apart from the app's words: its text, the files it names, whether it was edited."""

    text: str
    media: tuple[str, ...] = ()
    is_edited: bool = False
    is_deleted: bool = False


def read_body(body: str) -> Body:
    plain = body.strip(_MARKS + " ")
    if plain.rstrip(".।").casefold() in _DELETED:
        return Body("", is_deleted=True)
    if _OMITTED.fullmatch(plain):
        return Body("", (NOT_IN_FILE,))
    if found := _ATTACHED.fullmatch(plain):
        return Body("", (found[1],))
    if found := _FILE_ATTACHED.fullmatch(plain):
        return Body(found[2] or "", (found[1],))
    if found := _EDITED.search(body):
        return Body(body[: found.start()], is_edited=True)
    return Body(body)


def is_encryption_notice(body: str) -> bool:
    return body.startswith("\u200e") and _ENCRYPTED.match(body.lstrip(_MARKS)) is not None
