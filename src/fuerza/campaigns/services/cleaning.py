"""A file to hand out, without what came with it: a picture is drawn anew, a PDF is written anew from its pages."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from fuerza.campaigns.choices import Refusal

MAX_BYTES = 3 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_PAGES = 60
PNG, PDF = "image/png", "application/pdf"
# What says who made a page, when and with what, what runs by itself, and what lies on it that is not printed.
_TELLING = (
    *("/AA", "/AF", "/Annots", "/LastModified", "/Metadata", "/OpenAction", "/PieceInfo"),
    *("/StructParents", "/Thumb"),
)
_BROKEN = (PyPdfError, AttributeError, IndexError, KeyError, OSError, TypeError, ValueError)
_JPEG, _JPEG_2000 = "/DCTDecode", "/JPXDecode"
_MARK, _START, _SCAN, _ADOBE, _COMMENT = 0xFF, 0xD8, 0xDA, 0xEE, 0xFE
_APPLICATION = range(0xE0, 0xF0)


class Refused(Exception):
    """It could not be done; `why` says so by a code that stays the same."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def clean(body: bytes) -> tuple[str, bytes]:
    """Return what a file is and the file without names, dates, places and devices; it decides itself what it is.

    Raises:
        Refused: it is neither a PNG nor a PDF, is broken or locked, or too large.

    """
    if len(body) > MAX_BYTES:
        raise Refused(Refusal.LARGE)
    if body.startswith(b"%PDF-"):
        return PDF, _pages_alone(body)
    return PNG, _pixels_alone(body)


def _pixels_alone(body: bytes) -> bytes:
    try:
        with Image.open(BytesIO(body), formats=("PNG",)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused(Refusal.LARGE)
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, *_BROKEN, SyntaxError) as error:
        raise Refused(Refusal.UNKNOWN) from error
    bare = Image.frombytes("RGBA", drawn.size, drawn.tobytes())
    out = BytesIO()
    bare.save(out, "PNG")
    return out.getvalue()


def _pages_alone(body: bytes) -> bytes:
    try:
        reader = PdfReader(BytesIO(body))
        if reader.is_encrypted:
            raise Refused(Refusal.LOCKED)
        if len(reader.pages) > MAX_PAGES:
            raise Refused(Refusal.LARGE)
        return _written_anew(reader)
    except _BROKEN as error:
        raise Refused(Refusal.UNKNOWN) from error


def _written_anew(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    for thing in writer._objects:  # noqa: SLF001 -- every object, also those no page leads to
        _strip(thing)
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _strip(thing: object) -> None:
    if isinstance(thing, DictionaryObject):
        for name in _TELLING:
            thing.pop(NameObject(name), None)
    if isinstance(thing, StreamObject):
        filters = thing.get("/Filter")
        named = [filters] if isinstance(filters, NameObject) else list(filters or ())
        if _JPEG_2000 in named:  # may say as much of itself as a JPEG, and is not read here
            raise Refused(Refusal.UNKNOWN)
        if named == [_JPEG]:
            thing._data = _jpeg_alone(thing._data)  # noqa: SLF001 -- get_data would decode the picture


def _jpeg_alone(data: bytes) -> bytes:
    """Leave out of a JPEG what programs wrote into it: place, device, small pictures, comments."""
    kept = [bytes([_MARK, _START])]
    at = 2
    while True:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if data[at] != _MARK or size < len(kept[0]):
            raise Refused(Refusal.UNKNOWN)
        if marker == _SCAN:
            return b"".join([*kept, data[at:]])
        tells = marker == _COMMENT or (marker in _APPLICATION and marker != _ADOBE)
        if not tells:
            kept.append(data[at : at + 2 + size])
        at += 2 + size
