"""A receipt proves by itself, once the log is signed; the key to it is there for anybody."""

import base64
import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import which
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import AnchorState
from fuerza.vault.models import Anchor, Checkpoint, Exhibit, Leaf
from fuerza.vault.services import erase, key_lines, receipt_text
from fuerza.vault.services.log import proofs_for
from fuerza.vault.services.log_checkpoints import sign_checkpoint
from fuerza.vault.services.log_keys import begin_key, signer_of
from safeguard.evidence import key_file, parse_receipts
from safeguard.evidence.sshsig import ssh_signature
from safeguard.evidence.verify import NAMESPACE, read_keys
from tests.fuerza.vault.samples import NOW
from tests.fuerza.vault.test_fsck import edit, fsck, sql

KeepSome = Callable[[int], list[Exhibit]]


def text(reply: Any) -> str:
    return str(reply.content.decode())


def page_of(browser: Client, name: str, exhibit: Exhibit) -> str:
    return text(browser.get(reverse(f"vault:{name}", args=[exhibit.pk])))


def test_before_a_checkpoint_it_says_when_to_come_back(locked: Client, kept: KeepSome) -> None:
    [exhibit] = kept(1)

    page = page_of(locked, "receipt", exhibit)

    assert "In about ten minutes" in page
    assert exhibit.receipt.text.splitlines()[2] in page


def test_once_signed_it_proves_its_place_and_fits_a_stranger(
    locked: Client, kept: KeepSome
) -> None:
    exhibit = kept(3)[1]
    signed = sign_checkpoint(now=NOW)

    page = page_of(locked, "receipt", exhibit)
    saved = page_of(locked, "receipt_file", exhibit)

    [receipt] = parse_receipts(saved)
    assert (receipt.item, receipt.commitment) == (
        str(exhibit.pk),
        bytes(exhibit.commitment).hex(),
    )
    assert receipt.proof is not None
    assert receipt.proof.checkpoint(bytes(exhibit.commitment)).root == bytes(signed.root)
    assert receipt.proof.leaf == 1
    assert len(saved.encode()) < 1000
    assert saved.splitlines()[-1] in page
    assert "In about ten minutes" not in page
    assert re.search(r'<img src="data:image/svg\+xml[^"]+" alt="The receipt as a picture', page)


def test_what_was_destroyed_has_the_receipt_that_says_so(
    amal: Person, locked: Client, kept: KeepSome
) -> None:
    [exhibit] = kept(1)
    erase(exhibits=[exhibit], by=amal, now=NOW)
    sign_checkpoint(now=NOW)

    assert page_of(locked, "receipt_file", exhibit).startswith("destroyed: 1\n")
    assert "In about ten minutes" not in page_of(locked, "receipt", exhibit)


@pytest.mark.parametrize("harm", ["leaf", "hole", "note"])
def test_a_log_that_was_changed_gives_the_plain_receipt_and_keeps_nothing_back(
    kept: KeepSome, harm: str
) -> None:
    exhibit = kept(3)[1]
    sign_checkpoint(now=NOW)
    if harm == "leaf":
        Leaf.objects.filter(index=0).update(entry=bytes(32))
    elif harm == "hole":
        Leaf.objects.filter(index=2).delete()
    else:
        Checkpoint.objects.update(note="no note")

    proofs = proofs_for([exhibit])

    assert receipt_text(exhibit) == exhibit.receipt.text
    assert (None if proofs is None else dict(proofs.places)) == (None if harm == "note" else {})


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        (edit, "is not in the log: its entry was edited or deleted"),
        ("reorder", "was entry 1 and is entry 2 now: the order was changed"),
        ("cut", "The log had 4 entries then and has 2 now"),
        ("fine", "fits. The log begins as it did then."),
    ],
)
def test_fsck_takes_receipts_that_were_kept_quoted_ones_too(
    kept: KeepSome, tmp_path: Path, attack: Any, words: str
) -> None:
    exhibits = kept(4)
    sign_checkpoint(now=NOW)
    paper = tmp_path / "mail"
    quoted = "\n".join(f"> {line}" for line in receipt_text(exhibits[1]).splitlines())
    paper.write_text(f"Dear me,\n\n{quoted}\n{exhibits[0].receipt.text}", encoding="utf-8")

    if attack == "reorder":
        for old, new in ((1, 99), (2, 1), (99, 2)):
            sql('UPDATE vault_leaf SET "index" = %s WHERE "index" = %s', new, old)
    elif attack == "cut":
        sql('DELETE FROM vault_leaf WHERE "index" > 1')
    elif attack != "fine":
        attack()

    code, said = fsck(paper)
    assert words in said
    assert code == (attack != "fine")


def test_a_text_that_only_looks_like_a_receipt_is_none(tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    paper.write_text("commitment: to you\n", encoding="utf-8")

    assert "It is neither a signed checkpoint nor a receipt." in fsck(paper)[1]


def test_the_exhibit_says_how_far_it_is_vouched_for(
    locked: Client, kept: KeepSome, settings: Any
) -> None:
    urls = ("https://one.example/", "https://two.example/", "https://three.example/")
    settings.ENV = msgspec.structs.replace(settings.ENV, tsa_urls=urls)
    [exhibit] = kept(1)
    pages = [page_of(locked, "open", exhibit)]
    sign_checkpoint(now=NOW)
    later = sign_checkpoint(now=NOW)
    Anchor.objects.create(checkpoint=later, authority="one.example", state=AnchorState.STAMPED)
    Anchor.objects.create(checkpoint=later, authority="gone.example", state=AnchorState.STAMPED)
    Anchor.objects.create(
        checkpoint=later,
        authority="two.example",
        error="clock",
        asked_at=NOW,
        said_at=NOW + timedelta(seconds=90),
    )
    Anchor.objects.create(checkpoint=later, authority="three.example", error="unreachable")
    Anchor.objects.create(checkpoint=later, authority="old.example", error="unreachable")
    pages.append(page_of(locked, "open", exhibit))

    assert "The list is signed every ten minutes." in pages[0]
    assert "0 of 3 outside authorities" in pages[0]
    assert "the list was signed" in pages[1]
    assert "2 of 4 outside authorities have stamped it" in pages[1]
    clean = re.sub(r"<[^>]+>", "", pages[1])
    assert "The clocks of two.example and of this server are 90 seconds apart" in clean
    assert "three.example gave no stamp when it was asked." in clean
    assert "old.example" not in clean


def test_an_exhibit_without_an_entry_is_vouched_for_by_nothing(kept: KeepSome) -> None:
    [exhibit] = kept(1)
    Leaf.objects.all().delete()

    assert queries.standing_of(exhibit) == queries.Standing()


def test_the_public_key_is_there_for_anybody_old_ones_too(client: Client) -> None:
    empty = text(client.get(reverse("vault:key")))
    sign_checkpoint(now=NOW)
    old = queries.log_keys()[0]
    new = begin_key(now=NOW + timedelta(days=1))

    page = text(client.get(reverse("vault:key")))
    reply = client.get(reverse("vault:key_file"))

    assert "There is none yet." in empty
    for key in (old, new):
        assert key_lines(key) == key_file(key.name, signer_of(key).public)
        assert key_lines(key).split()[1] in page
    assert text(reply) == key_lines(new) + key_lines(old)
    assert [key.public for key in read_keys(text(reply))] == [bytes(new.public), bytes(old.public)]
    for key in (old, new):
        assert base64.b64encode(signer_of(key).private).decode() not in page + text(reply)


@pytest.mark.skipif(which("ssh-keygen") is None, reason="not run: ssh-keygen is not installed")
def test_ssh_keygen_takes_the_key_as_it_is_handed_out(client: Client, tmp_path: Path) -> None:
    sign_checkpoint(now=NOW)
    signer = signer_of(queries.log_keys()[0])
    allowed, signature = tmp_path / "allowed", tmp_path / "signature"
    allowed.write_text(text(client.get(reverse("vault:key_file"))))
    signature.write_text(ssh_signature(b"sums", signer, namespace=NAMESPACE))
    command = ["ssh-keygen", "-Y", "verify", "-f", str(allowed), "-I", signer.name]

    codes = [
        subprocess.run(
            [*command, "-n", NAMESPACE, "-s", str(signature)],
            input=said,
            capture_output=True,
            check=False,
        ).returncode
        for said in (b"sums", b"other sums")
    ]

    assert codes == [0, 255]
