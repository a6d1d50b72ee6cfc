"""The handbook as whoever asks for it waits for it: the guides read, put together, and set in the press's own process.

    python bench/handbook.py [--pages 40] [--language en] [--against WEASYPRINT]

The guides are repeated until the document has at least `--pages` pages. `--against` names a `weasyprint` program, which
is no part of this house: it sets the same words as HTML, with the same fonts. Prints CPU seconds, of children too.
"""

import argparse
import html
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from safeguard.publish.blocks import Document

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")
T = TypeVar("T")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--language", default="en")
    parser.add_argument("--against", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUERZA_DATA"] = folder
        import django

        django.setup()
        measured(options.pages, options.language, options.against, Path(folder))


def measured(pages: int, language: str, against: str, folder: Path) -> None:
    import msgspec

    from fuerza.guides import queries, services

    wishes = queries.Wishes(language=language)
    once = timed("read and put together", lambda: queries.handbook(wishes, now=NOW))
    document = printed = once
    found = 0
    while found < pages:
        pdf = timed("set by typst (PDF/UA)", partial(services.print_handbook, document=document))
        found = pages_of(pdf)
        print(f"  {found} pages, {len(pdf):,} bytes")
        printed = document
        document = msgspec.structs.replace(document, blocks=(*document.blocks, *once.blocks))
    if against:
        page = folder / "handbook.html"
        page.write_text(as_html(printed))
        out = folder / "w.pdf"
        command = [against, "--pdf-variant", "pdf/ua-1", str(page), str(out)]
        timed("set by WeasyPrint (PDF/UA)", partial(subprocess.run, command, check=True))
        print(f"  {pages_of(out.read_bytes())} pages, {out.stat().st_size:,} bytes")


def pages_of(pdf: bytes) -> int:
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def as_html(document: "Document") -> str:
    """Write the same words as plain HTML, with our fonts."""
    from safeguard.publish.blocks import Heading, Items, PageBreak
    from safeguard.publish.plain import lines_of
    from safeguard.publish.signs import FONTS

    fonts = "".join(
        f"@font-face {{font-family: N{at}; src: url('file://{path}')}}"
        for at, path in enumerate(sorted(FONTS.glob("*-Regular.ttf")))
    )
    way = "rtl" if document.language == "ar" else "ltr"
    style = f"{fonts} body {{font: 9.5pt N1, N0, N2}} @page {{size: A4; margin: 2cm}}"
    said = [
        f"<html lang={document.language} dir={way}><title>{document.title}</title><style>{style}</style>"
    ]
    for block in document.blocks:
        words = [html.escape(line) for _sign, line in lines_of(block)]
        if isinstance(block, PageBreak):
            said.append('<div style="break-after: page"></div>')
        elif isinstance(block, Items):
            tag = "ol" if block.is_ordered else "ul"
            said.append(f"<{tag}>{''.join(f'<li>{line}' for line in words)}</{tag}>")
        else:
            tag = f"h{block.level}" if isinstance(block, Heading) else "p"
            said.append(f"<{tag}>{' '.join(words)}</{tag}>")
    return "\n".join(said)


def timed(name: str, what: Callable[[], T]) -> T:
    began, wall = cpu(), time.perf_counter()
    made = what()
    own, children = (now - then for now, then in zip(cpu(), began, strict=True))
    wall = time.perf_counter() - wall
    print(
        f"{name}: {own:.2f} s of CPU here, {children:.2f} s in its own process, {wall:.2f} s wall"
    )
    return made


def cpu() -> tuple[float, float]:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    own, children = (each.ru_utime + each.ru_stime for each in used)
    return own, children


if __name__ == "__main__":
    main()
