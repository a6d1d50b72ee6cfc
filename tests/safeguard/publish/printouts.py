"""What came out, read by programs that are not ours: a printed document's words and tags, a locked file."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from safeguard.publish.blocks import Block, Document, Heading

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
PDFTOTEXT = shutil.which("pdftotext")
AGE = shutil.which("age")
# age asks for a passphrase on a terminal and nowhere else, so it is given one
_ON_A_TERMINAL = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) != 0)"


def document(*blocks: Block, language: str = "en", footer: str = "") -> Document:
    whole = (Heading("First"), *blocks)
    return Document(title="Printed", language=language, blocks=whole, made_at=NOON, footer=footer)


def text_of(pdf: bytes, *options: str) -> str:
    """Read a PDF's words in reading order, by poppler; it leaves out what lies beyond the page's edge."""
    if PDFTOTEXT is None:
        pytest.skip("not run: pdftotext (poppler-utils) is not installed")
    done = subprocess.run(
        [PDFTOTEXT, *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def squeezed(text: str) -> str:
    """Leave out blanks, ends of lines and the marks that poppler puts around lines from right to left."""
    return "".join(
        each for each in text if not each.isspace() and each not in "\u200b\u202a\u202b\u202c"
    )


def root_of(pdf: bytes) -> Any:
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


def tags_of(pdf: bytes) -> list[tuple[str, str | None, str | None]]:
    """List the elements in reading order: tag, language, words instead of a picture."""
    return list(_below(root_of(pdf)["/StructTreeRoot"]["/K"]))


def _below(node: Any) -> Iterator[tuple[str, str | None, str | None]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from _below(each)
    elif isinstance(node, dict) and "/S" in node:
        yield str(node["/S"]), node.get("/Lang"), node.get("/Alt")
        yield from _below(node.get("/K", []))


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (30, 120, 90)).save(out, kind)
    return out.getvalue()


def opened_by_age(locked: bytes, passphrase: str, folder: Path) -> bytes | None:
    """Open a locked file with the age tool, or return None where it refuses."""
    if AGE is None:
        pytest.skip("not run: the age tool is not installed")
    source, to = folder / "documents.zip.age", folder / "documents.zip"
    source.write_bytes(locked)
    done = subprocess.run(
        [sys.executable, "-c", _ON_A_TERMINAL, AGE, "--decrypt", "-o", str(to), str(source)],
        input=passphrase.encode() + b"\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    return to.read_bytes() if done.returncode == 0 else None
