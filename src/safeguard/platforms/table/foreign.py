"""Tables that others made: which column may be which of ours, and times that are not ISO 8601.

A guess at columns is only ever a suggestion; what she then chose comes back as `Reading.columns`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial

from safeguard.platforms.base import Reading
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.table.columns import COLUMNS
from safeguard.platforms.table.rows import read_time

# What such columns are called in English, Spanish, French, Arabic and Hindi, the likeliest first.
_CALLED = {
    "text": (
        "text message body content comment tweet post fulltext tweettext messagetext caption"
        " texto mensaje contenido comentario cuerpo texte contenu commentaire corps"
        " النص نص الرسالة رسالة نصالرسالة المحتوى التعليق संदेश सन्देश पाठ टिप्पणी सामग्री"
    ),
    "author_handle": (
        "authorhandle handle username screenname user from sender author account fromuser"
        " usuario usuaria remitente autor autora cuenta nombredeusuario de"
        " utilisateur utilisatrice expéditeur expéditrice auteur autrice compte"
        " المرسل من المستخدم اسمالمستخدم الكاتب الحساب प्रेषक लेखक उपयोगकर्ता खाता"
    ),
    "created_at": (
        "createdat date datetime timestamp time created sent sentat published publishedat posted"
        " fecha fechayhora hora enviado publicado dateetheure horodatage envoyé publié heure"
        " التاريخ تاريخ الوقت तारीख तारीखऔरसमय दिनांक समय"
    ),
    "author_name": (
        "authorname name displayname fullname profilename sendername nombre nombrecompleto nom"
        " nomcomplet الاسم اسم नाम पूरानाम"
    ),
    "author_id": "authorid userid senderid accountid channelid",
    "id": "id tweetid messageid postid commentid statusid rowid",
    "url": "url link permalink enlace vínculo lien adresse الرابط رابط लिंक कड़ी",
    "language": "language lang idioma lengua langue اللغة भाषा",
    "platform": "platform network site source plataforma red plateforme réseau المنصة मंच",
    "kind": "kind type tipo genre النوع प्रकार",
    "in_reply_to": "inreplyto inreplytoid inreplytostatusid replyto parentid",
    "conversation": "conversation conversationid thread threadid hilo conversación fil المحادثة बातचीत",
    "addressed_to": "addressedto to recipient para destinatario destinataria à destinataire إلى المستلم प्राप्तकर्ता",
}
_CALLED_BY = {ours: called.split() for ours, called in _CALLED.items()}
_NOT_LETTERS = re.compile(r"[\s_\-./:()\[\]\"'#]+")
_MAX_COLUMN = 80
_DATE = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})[,\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?"
)
_YEAR_DIGITS, _NOON, _MONTHS = 4, 12, 12
_SECONDS, _MILLISECONDS = 10, 13


def suggest(columns: Iterable[str]) -> dict[str, str]:
    """Suggest for each of our columns the one of theirs that is likeliest to be it, if any is."""
    plain = {_NOT_LETTERS.sub("", column.casefold()): column for column in reversed([*columns])}
    found: dict[str, str] = {}
    for ours in COLUMNS:
        name = next((it for it in _CALLED_BY[ours] if it in plain), "")
        if name and plain[name] not in found.values():
            found[ours] = plain[name]
    return found


def is_table(columns: tuple[str, ...]) -> bool:
    """Whether a first line may be the header of a table whose columns are not ours."""
    plain = [column.strip() for column in columns]
    are_names = all(it and len(it) <= _MAX_COLUMN and not it[0].isdigit() for it in plain)
    return len(plain) > 1 and are_names and len(set(plain)) == len(plain)


def time_reader(reading: Reading) -> Callable[[str], datetime]:
    """Choose how times are read: as ISO 8601 only, unless she matched the columns of somebody else's table."""
    if not reading.columns:
        return read_time
    return partial(read_foreign_time, day_first=reading.day_first)


def read_foreign_time(value: str, *, day_first: bool | None) -> datetime:
    """Read a time as spreadsheets and exports write it: ISO 8601, seconds since 1970, mail's way, 3/4/2026 10:00.

    Raises: RowRefused; 3/4/2026 is refused as long as nobody said which is the day.
    """
    if value.isdecimal() and len(value) in {_SECONDS, _MILLISECONDS}:
        return datetime.fromtimestamp(int(value[:_SECONDS]), UTC)
    try:
        if found := _DATE.fullmatch(value):
            return _by_parts(found, day_first=day_first)
        if value[:1].isalpha() or "," in value[:4]:
            return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise RowRefused(Code.BAD_TIME, "created_at") from None
    return read_time(re.sub(r"\s+([+-]\d\d:?\d\d)$", r"\1", value))


def _by_parts(found: re.Match[str], *, day_first: bool | None) -> datetime:
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == _YEAR_DIGITS:
        year, month, day = first, second, third
    else:
        is_told = first > _MONTHS or second > _MONTHS or first == second
        if day_first is None and not is_told:
            raise RowRefused(Code.DAY_OR_MONTH, "created_at")
        is_day_first = first > _MONTHS or (second <= _MONTHS and day_first is not False)
        day, month = (first, second) if is_day_first else (second, first)
        year = third if len(found[4]) == _YEAR_DIGITS else 2000 + third
    hour = int(found[5])
    if found[8]:
        hour = hour % _NOON + _NOON * (found[8] in "pP")
    return datetime(year, month, day, hour, int(found[6]), int(found[7] or 0))  # noqa: DTZ001 -- the zone is asked for
