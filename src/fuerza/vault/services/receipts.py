"""The receipt she keeps elsewhere: that it was kept and, once a checkpoint covers it, the proof of its place."""

import segno

from fuerza.vault.choices import ExhibitState
from fuerza.vault.models import Exhibit
from fuerza.vault.services.log import proofs_for
from safeguard.evidence import parse_receipts


def receipt_text(exhibit: Exhibit) -> str:
    """Return the best receipt there is now; what was destroyed has the one that says so."""
    text = exhibit.receipt.text
    if exhibit.state != ExhibitState.KEPT:
        return text
    proofs = proofs_for([exhibit])
    [plain] = parse_receipts(text)
    return proofs.receipt(plain).render() if proofs else text


def drawn(text: str) -> str:
    """Draw a receipt as a QR code that a page may hold: an address of the picture itself (data:)."""
    made: str = segno.make(text, error="l", micro=False).svg_data_uri(light="white", border=4)
    return made
