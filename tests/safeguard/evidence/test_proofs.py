"""A receipt with a proof can be checked by itself, and a package with proofs tells nothing of any other item."""

import base64
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard.evidence import (
    LogProof,
    NotAReceipt,
    Place,
    Receipt,
    key_file,
    parse_receipts,
    render_receipts,
)
from safeguard.evidence.errors import NotANote
from safeguard.evidence.log import Tree, leaf_hash
from safeguard.evidence.note import Checkpoint, Signer, key_text, sign
from safeguard.evidence.record import record_bytes
from safeguard.evidence.verify import Receipt as ReadReceipt
from safeguard.evidence.verify import read_keys, read_receipts
from tests.safeguard.evidence.packages import (
    NOW,
    SIGNER,
    TOOL,
    a_commitment,
    a_record,
    a_tree,
    an_item,
    build,
    contents,
    proofs,
    unpack,
)

OTHER_KIND = b"name\n\2" + bytes(32)  # a key of another kind than Ed25519


def a_receipt(number: int = 1, of: int = 5) -> Receipt:
    plain = Receipt.of(record_bytes(a_record(number)), made_at=NOW, tool=TOOL)
    return proofs(number, of=of).receipt(plain)


def test_a_receipt_with_a_proof_says_where_the_item_is_and_who_signed() -> None:
    receipt = a_receipt()

    note = proofs(1).checkpoint
    path = base64.b64encode(b"".join(a_tree(5).inclusion(1))).decode()
    signature = note.split()[-1]
    assert receipt.render() == (
        f"receipt: 2\nitem: id-1\ncommitment: {a_commitment(1).hex()}\nlog: fuerza.example\nleaf: 1\nsize: 5\n"
        f"path: {path[:70]}\n{path[70:]}\nsignature: {signature[:70]}\n{signature[70:]}\n"
    )


@pytest.mark.parametrize("of", [1, 2, 3, 5, 64, 65])
def test_a_receipt_with_a_proof_reads_back_and_rebuilds_the_checkpoint(of: int) -> None:
    receipt = a_receipt(of - 1, of)

    text = receipt.render()

    note = proofs(of=of).checkpoint
    assert parse_receipts(text) == [receipt]
    assert receipt.proof is not None
    assert note.startswith(receipt.proof.checkpoint(a_commitment(of - 1)).render() + "\n")
    assert read_receipts(text)[0].checkpoint() + "\n" == note[: note.index("—")]


def test_receipts_of_both_versions_stand_in_one_text() -> None:
    plain = Receipt.of(record_bytes(a_record(2)), made_at=NOW, tool=TOOL)
    both = [a_receipt(), plain, a_receipt(3)]

    text = render_receipts(both)

    assert parse_receipts(text.replace("\n", "\r\n")) == both
    assert [each.item for each in read_receipts(text)] == ["id-1", "id-2", "id-3"]


MAILED: dict[str, Callable[[str], str]] = {
    "quoted": lambda text: "She wrote:\n" + "".join(f"> > {line}\r\n" for line in text.split("\n")),
    "broken anew": lambda text: re.sub(r"([A-Za-z0-9+/=]{50})(?=[A-Za-z0-9+/=])", r"\1\n> ", text),
    "in one line each": lambda text: re.sub(r"\n(?=[A-Za-z0-9+/=]+\n)", "", text),
    "with a greeting": lambda text: text + "Regards\n\nAnna\n",
    "twice": lambda text: text + "\n" + text,
}


@pytest.mark.parametrize("mail", MAILED.values(), ids=list(MAILED))
def test_the_verifier_reads_a_proof_as_mailed(mail: Callable[[str], str]) -> None:
    text = a_receipt(33, 70).render()

    read = read_receipts(mail(text))

    def told(receipts: list[ReadReceipt]) -> set[tuple[str, ...]]:
        return {(*each[:5], each.checkpoint(), each.signature) for each in receipts}

    assert told(read) == told(read_receipts(text))
    assert read[0].checkpoint() != ""


def a_long_receipt(size: int, log: str = SIGNER.name) -> Receipt:
    steps = (size - 1).bit_length()
    proof = LogProof(
        log=log,
        leaf=size - 1,
        size=size,
        path=tuple(bytes([step]) * 32 for step in range(steps)),
        signature=bytes(68),
    )
    uuid = "019a1c5e-7a3e-7c4e-9d0a-3f5b8a6e2c11"
    return Receipt(item=uuid, commitment="0a" * 32, proof=proof)


def test_a_receipt_stays_under_a_thousand_bytes_in_a_log_of_65536_entries() -> None:
    name = "safety-desk.women-in-media.example"[:32]

    text = a_long_receipt(65_536, name).render()

    assert len(text.encode()) == 998
    assert max(map(len, text.splitlines())) == 81


def test_a_receipt_of_a_longer_log_is_longer_and_never_refused() -> None:
    sizes = [len(a_long_receipt(1 << power).render()) for power in (16, 17, 40, 59)]

    assert sizes == [980, 1027, 2035, 2868]


TEXT = a_receipt().render()


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("leaf: 1", "leaf: one"),
        TEXT.replace("leaf: 1", "leaf: 01"),
        TEXT.replace("path: ", "path: *"),
        TEXT.replace("path: ", "path: AAAA"),
        TEXT.replace("signature: ", "signature: A"),
        TEXT.replace("\nsize: 5", ""),
        TEXT.replace("receipt: 2", "receipt: 3"),
        TEXT + "hello\n",
        TEXT.replace("id-1\n", "id-1\nhello\n"),
    ],
)
def test_what_is_no_receipt_with_a_proof_is_refused(text: str) -> None:
    with pytest.raises(NotAReceipt):
        parse_receipts(text)


def test_a_path_of_another_length_leads_to_no_root() -> None:
    proof = a_receipt().proof
    assert proof is not None
    shorter = msgspec.structs.replace(proof, path=proof.path[:-1])

    with pytest.raises(NotAReceipt):
        shorter.checkpoint(a_commitment(1))


def test_an_item_without_a_place_keeps_its_plain_receipt() -> None:
    plain = Receipt.of(record_bytes(a_record(1)), made_at=NOW, tool=TOOL)

    assert proofs(2).receipt(plain) == plain


def test_a_place_that_is_not_the_items_is_refused() -> None:
    wrong = msgspec.structs.replace(proofs(1), places={"id-1": proofs(2).places["id-2"]})

    with pytest.raises(NotAReceipt):
        build(an_item(), proofs=wrong)


@pytest.mark.parametrize(
    "checkpoint",
    [
        "",
        sign("a\n1\nx\n", [SIGNER]),
        proofs(1).checkpoint.replace("\n5\n", "\n6\n"),
        sign(proofs(1).checkpoint.partition("\n\n")[0] + "\nmore\n", [SIGNER]),
        sign("fuerza.example\n1\n", [Signer("other.example", SIGNER.private)]),
    ],
)
def test_a_checkpoint_that_its_signer_did_not_sign_is_refused(checkpoint: str) -> None:
    wrong = msgspec.structs.replace(proofs(1), checkpoint=checkpoint)

    with pytest.raises((NotANote, NotAReceipt)):
        build(an_item(), proofs=wrong)


def test_another_signature_under_the_checkpoint_is_left_aside() -> None:
    text = proofs(1).checkpoint.partition("\n\n")[0] + "\n"
    witnessed = sign(text, [Signer("witness.example", bytes(32)), SIGNER])

    receipt = msgspec.structs.replace(proofs(1), checkpoint=witnessed).receipt(
        Receipt.of(record_bytes(a_record(1)), made_at=NOW, tool=TOOL)
    )

    assert receipt == a_receipt()


def test_a_key_file_serves_our_verifier_and_ssh(tmp_path: Path) -> None:
    if not shutil.which("ssh-keygen"):
        pytest.skip("not run: ssh-keygen is not installed")
    package, _ = build(an_item(), proofs=proofs(1))
    bag = unpack(package, tmp_path)
    (tmp_path / "key").write_text(key_file(SIGNER.name, SIGNER.public))
    asked = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        str(tmp_path / "key"),
        "-I",
        SIGNER.name,
        "-n",
        "package@fuerza",
    ]

    done = subprocess.run(
        [*asked, "-s", str(bag / "proofs/tagmanifest.sshsig")],
        input=(bag / "tagmanifest-sha256.txt").read_bytes(),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert [each[:2] for each in read_keys(key_file(SIGNER.name, SIGNER.public))] == [
        (SIGNER.name, SIGNER.public)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        key_text(SIGNER.name, SIGNER.public)[:-1],
        key_text(SIGNER.name, SIGNER.public).replace("fuerza", "other"),
        "name+"
        + hashlib.sha256(b"name\n\2" + bytes(32)).hexdigest()[:8]
        + "+"
        + base64.b64encode(b"\2" + bytes(32)).decode(),
    ],
)
def test_a_text_that_holds_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no public key"):
        read_keys(text)


# Two of six items are handed over; nothing of the other four goes along.


@settings(max_examples=10, deadline=None)
@given(st.sets(st.integers(0, 5), min_size=1, max_size=5))
def test_a_package_of_some_items_tells_nothing_of_the_others(chosen: set[int]) -> None:
    everything = range(6)
    whole, _ = build(*map(an_item, everything), proofs=proofs(*everything, of=6))

    package, _ = build(*map(an_item, sorted(chosen)), proofs=proofs(*chosen, of=6))

    for number in everything:
        secrets = [
            f'"id":"id-{number}"'.encode(),
            f"item: id-{number}\n".encode(),
            f"number {number} ".encode(),
            a_commitment(number).hex().encode(),
            a_commitment(number),
            base64.b64encode(a_commitment(number)),
            (bytes([number]) * 32).hex().encode(),
        ]
        assert [each in whole for each in secrets[:4]] == [True] * 4
        assert any(each in package for each in secrets) == (number in chosen)


def test_how_many_items_one_person_has_is_in_no_package(tmp_path: Path) -> None:
    """Of six entries all are hers, or one: her package of that one differs in hashes and signatures only."""
    hers = [a_commitment(number) for number in range(6)]
    others = [each if number == 1 else bytes([number]) * 32 for number, each in enumerate(hers)]
    bags = []
    for name, entries in (("hers", hers), ("others", others)):
        tree = Tree(map(leaf_hash, entries))
        note = sign(Checkpoint(origin=SIGNER.name, size=6, root=tree.root()).render(), [SIGNER])
        place = {"id-1": Place(1, tuple(tree.inclusion(1)))}
        given = msgspec.structs.replace(proofs(1, of=6), checkpoint=note, places=place)
        bags.append(contents(unpack(build(an_item(), proofs=given)[0], tmp_path / name)))

    differ = {name for name, body in bags[0].items() if bags[1][name] != body}
    bare = [{name: re.sub(rb"[A-Za-z0-9+/=]{20,}", b"", bag[name]) for name in bag} for bag in bags]

    assert differ == {
        "proofs/checkpoint",
        "proofs/receipts.txt",
        "proofs/tagmanifest.sshsig",
        "tagmanifest-sha256.txt",
    }
    assert bare[0] == bare[1]
    assert {name: len(body) for name, body in bags[0].items()} == {
        name: len(body) for name, body in bags[1].items()
    }
