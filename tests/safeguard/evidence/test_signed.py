"""With a key, a checkpoint or receipts from elsewhere, the verifier sees what rewriting a whole package hides."""

from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard.evidence import (
    Finding,
    Kept,
    Proofs,
    Receipt,
    consistency_file,
    key_file,
    render_receipts,
    verify,
)
from safeguard.evidence.log import Tree, leaf_hash
from safeguard.evidence.note import Signer, key_text, sign
from safeguard.evidence.verify import main, read_hashes, read_receipts
from tests.safeguard.evidence.packages import (
    NOW,
    SIGNATURE,
    SIGNER,
    TOOL,
    a_commitment,
    a_note,
    a_tree,
    an_item,
    build,
    key,
    proofs,
    rewrite_lists,
    rewrite_manifests,
    seal_anew,
    unpack,
)

SIGNED, SUMMARY = build(
    an_item(1), an_item(2), documents={"report.pdf": b"%PDF"}, proofs=proofs(1, 2)
)
OTHER = Signer(SIGNER.name, bytes(range(1, 33)))
THEIRS = "The checkpoint that was kept"


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    return unpack(SIGNED, tmp_path)


def a_forged_tree(size: int) -> Tree:
    return Tree(leaf_hash(b"forged" + a_commitment(number)) for number in range(size))


def test_a_package_with_proofs_is_whole_with_and_without_the_key(sealed: Path) -> None:
    path = sealed.parent / "p.zip"
    path.write_bytes(SIGNED)

    assert [verify(each, kept) for each in (sealed, path) for kept in (Kept(), key())] == [[]] * 4


def test_a_package_signed_by_another_is_found(sealed: Path) -> None:
    assert verify(sealed, key(OTHER)) == [
        Finding("signature", SIGNATURE),
        Finding("signature", "proofs/checkpoint"),
    ]


def test_a_checkpoint_is_signed_under_a_name(sealed: Path) -> None:
    renamed = Signer("other.example", SIGNER.private)

    assert verify(sealed, key(renamed)) == [Finding("signature", "proofs/checkpoint")]


def test_one_of_several_keys_is_enough(sealed: Path) -> None:
    assert verify(sealed, Kept(keys=[*key(OTHER).keys, *key().keys])) == []


def test_a_package_whose_signature_was_taken_away_is_found(sealed: Path) -> None:
    (sealed / SIGNATURE).unlink()

    assert verify(sealed) == []
    assert verify(sealed, key()) == [Finding("missing", SIGNATURE)]


def change_report(bag: Path) -> None:
    (bag / "data/report.pdf").write_bytes(b"%PDF another")
    rewrite_manifests(bag)


def change_assessment(bag: Path) -> None:
    (bag / "data/0001/assessment.json").write_bytes(b"{}")
    rewrite_manifests(bag)


def take_document_away(bag: Path) -> None:
    (bag / "data/report.pdf").unlink()
    rewrite_manifests(bag)


def take_proofs_away(bag: Path) -> None:
    (bag / "proofs/checkpoint").unlink()
    rewrite_lists(bag)


def sign_by_another(bag: Path) -> None:
    change_report(bag)
    seal_anew(bag, OTHER)


@pytest.mark.parametrize(
    "tamper",
    [change_report, change_assessment, take_document_away, take_proofs_away, sign_by_another],
)
def test_a_package_rewritten_with_its_lists_is_found_by_the_key(
    sealed: Path, tamper: Callable[[Path], None]
) -> None:
    tamper(sealed)

    assert verify(sealed) == []
    assert Finding("signature", SIGNATURE) in verify(sealed, key())


@pytest.mark.parametrize(("path", "step"), [(SIGNATURE, 3), ("tagmanifest-sha256.txt", 41)])
def test_a_changed_byte_of_the_signature_and_what_it_signs_is_found(
    sealed: Path, path: str, step: int
) -> None:
    body = (sealed / path).read_bytes()

    for at in range(0, len(body), step):
        (sealed / path).write_bytes(body[:at] + bytes([body[at] ^ 1 << at % 8]) + body[at + 1 :])

        assert Finding("signature", SIGNATURE) in verify(sealed, key()), at


@pytest.mark.parametrize("more", [b"\n", b" ", b"\0", b"x" * 70_000])
def test_a_signature_with_more_in_its_file_is_none(sealed: Path, more: bytes) -> None:
    with (sealed / SIGNATURE).open("ab") as file:
        file.write(more)

    assert Finding("signature", SIGNATURE) in verify(sealed, key())


# Somebody with the key who is not honest about the log.


@pytest.mark.parametrize(
    "note",
    [
        "",
        "hello",
        "fuerza.example\n5\nAAAA\n\n",
        "fuerza.example\n5\n*\n\n",
        a_note(5).replace("\n5\n", "\n05\n"),
        a_note(5).replace("\n\n", "\nmore\n\n"),
        a_note(5).partition("\n\n")[0],
        sign(a_note(5).partition("\n\n")[0] + "\n\nmore\n", [SIGNER]),
    ],
)
def test_a_checkpoint_that_is_none_is_found(sealed: Path, note: str) -> None:
    (sealed / "proofs/checkpoint").write_text(note)
    seal_anew(sealed)

    assert verify(sealed, key()) == [
        Finding("checkpoint", "proofs/checkpoint"),
        Finding("log", "id-1"),
        Finding("log", "id-2"),
    ]


@pytest.mark.parametrize(
    "note", [a_note(6), a_note(5, tree=a_forged_tree(5)), a_note(5, log="o.example")]
)
def test_items_of_another_checkpoint_are_found(sealed: Path, note: str) -> None:
    (sealed / "proofs/checkpoint").write_text(note)
    seal_anew(sealed)

    assert verify(sealed, key()) == [Finding("log", "id-1"), Finding("log", "id-2")]


def test_a_checkpoint_that_is_not_there_is_found_by_its_receipts(sealed: Path) -> None:
    (sealed / "proofs/checkpoint").unlink()
    seal_anew(sealed)

    assert verify(sealed, key()) == [Finding("log", "id-1"), Finding("log", "id-2")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("leaf: 1", "leaf: 3"),
        ("leaf: 1", "leaf: 5"),
        ("leaf: 1", "leaf: one"),
        ("size: 5", "size: 5_0"),
        ("log: fuerza", "log: fuerzo"),
        ("path: ", "path: AAAA"),
        ("path: ", "path: *"),
        ("signature: ", "signature: A"),
    ],
)
def test_a_proof_that_proves_nothing_is_found(sealed: Path, old: str, new: str) -> None:
    receipts = sealed / "proofs/receipts.txt"
    text = receipts.read_text()
    assert old in text
    receipts.write_text(text.replace(old, new, 1))
    seal_anew(sealed)

    assert verify(sealed, key()) == [Finding("log", "id-1")]


def test_an_item_that_the_log_does_not_hold_yet_is_no_finding(tmp_path: Path) -> None:
    bag = unpack(build(an_item(1), an_item(2), proofs=proofs(2))[0], tmp_path)

    assert verify(bag, key()) == []


# A checkpoint that was kept elsewhere.


def against(note: str, proof: list[bytes] | None = None) -> Kept:
    return key()._replace(checkpoint=note, consistency=proof)


@pytest.mark.parametrize(
    ("note", "proof"),
    [
        (a_note(5), None),
        (a_note(5), []),
        (a_note(3), a_tree(5).consistency(3)),
        (a_note(4), a_tree(5).consistency(4)),
        (a_note(9), a_tree(9).consistency(5)),
        (a_note(0), None),
    ],
)
def test_a_kept_checkpoint_of_the_same_log_fits(
    sealed: Path, note: str, proof: list[bytes] | None
) -> None:
    assert verify(sealed, against(note, proof)) == []


@pytest.mark.parametrize(
    ("note", "proof", "code"),
    [
        ("hello", None, "checkpoint"),
        (a_note(5, signer=OTHER), None, "signature"),
        (a_note(5).replace("\u2014 ", "- "), None, "signature"),
        (
            sign(a_note(5).partition("\u2014")[0][:-1], []) + "\u2014 fuerza.example A\n",
            None,
            "signature",
        ),
        (a_note(3), None, "gap"),
        (a_note(5, log="other.example"), None, "fork"),
        (a_note(5, tree=a_forged_tree(5)), None, "fork"),
        (a_note(3, tree=a_forged_tree(3)), a_tree(5).consistency(3), "fork"),
        (a_note(9, tree=a_forged_tree(9)), a_forged_tree(9).consistency(5), "fork"),
        (a_note(3), a_tree(5).consistency(4), "fork"),
        (a_note(3), a_tree(5).consistency(3)[:-1], "fork"),
    ],
)
def test_a_kept_checkpoint_that_does_not_fit_is_found(
    sealed: Path, note: str, proof: list[bytes] | None, code: str
) -> None:
    assert verify(sealed, against(note, proof)) == [Finding(code, THEIRS)]


def test_without_a_checkpoint_inside_there_is_nothing_to_compare(bag: Path) -> None:
    seal_anew(bag)

    assert verify(bag, against(a_note(5))) == [Finding("missing", "proofs/checkpoint")]


# Receipts that were kept elsewhere.


def receipts_by(given: Proofs) -> str:
    plain = [Receipt.of(an_item(number).record, made_at=NOW, tool=TOOL) for number in (1, 2)]
    return render_receipts(map(given.receipt, plain))


def a_tree_changed_at_four(size: int) -> Tree:
    return Tree(leaf_hash(b"x" if each == 4 else a_commitment(each)) for each in range(size))


@pytest.mark.parametrize("of", [5, 3, 9])
def test_receipts_of_any_checkpoint_of_the_log_fit(sealed: Path, of: int) -> None:
    receipts = read_receipts(receipts_by(proofs(1, 2, of=of)))

    assert verify(sealed, key()._replace(receipts=receipts)) == []
    assert verify(sealed, Kept(receipts=receipts)) == []


def test_receipts_that_another_signed_are_found(sealed: Path) -> None:
    receipts = read_receipts(receipts_by(proofs(1, 2, signer=OTHER)))

    assert verify(sealed, key()._replace(receipts=receipts)) == [
        Finding("kept", "id-1"),
        Finding("kept", "id-2"),
    ]
    assert verify(sealed, Kept(receipts=receipts)) == []


def test_receipts_whose_proof_was_changed_are_found(sealed: Path) -> None:
    text = receipts_by(proofs(1, 2)).replace("leaf: 2", "leaf: 3")

    assert verify(sealed, key()._replace(receipts=read_receipts(text))) == [Finding("kept", "id-2")]


def test_a_receipt_of_a_log_that_was_rewritten_since_is_found(sealed: Path) -> None:
    """Who signs two logs of one length is caught by anybody who holds both."""
    receipts = read_receipts(receipts_by(proofs(1, 2, tree=a_tree_changed_at_four(5))))

    assert verify(sealed, key()._replace(receipts=receipts)) == [
        Finding("fork", "The receipt for item id-1"),
        Finding("fork", "The receipt for item id-2"),
    ]


# The command.


def test_the_command_says_what_was_shown(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "key": key_file(SIGNER.name, SIGNER.public),
        "receipt": receipts_by(proofs(1, 2)),
        "checkpoint": a_note(9),
        "consistency": consistency_file(a_tree(9).consistency(5)),
    }
    arguments = [str(sealed)]
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        arguments += [f"--{name}", str(tmp_path / name)]

    code = main(arguments)

    assert code == 0
    assert capsys.readouterr().out == (
        "2 items checked: nothing was changed since the package was made.\n"
        "It was signed by fuerza.example, with the key that was given.\n"
        "2 of the items were in its log when that had 5 entries, says a checkpoint with a good signature.\n"
        "Records, raw bytes and media are those that the receipts were given for.\n"
        "The log is the one of the checkpoint that was kept.\n"
        "Not checked: when it was made, because it holds no time stamp.\n"
        "Not checked: whether what it says is true.\n"
    )


def test_the_command_takes_a_key_as_text(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [
        main([str(sealed), "--key", key_text(signer.name, signer.public)])
        for signer in (SIGNER, OTHER)
    ]

    assert codes == [0, 1]
    assert capsys.readouterr().out.endswith(
        "proofs/tagmanifest.sshsig bore no good signature by the key that was given.\n"
        "proofs/checkpoint bore no good signature by the key that was given.\n"
    )


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("key", "hello", "{} held no public key."),
        ("consistency", "hello", "{} was not a proof: one hash in base64 a line."),
        ("consistency", "AAAA", "{} was not a proof: one hash in base64 a line."),
        ("receipt", None, "{} could not be read."),
        ("checkpoint", None, "{} could not be read."),
        ("consistency", None, "{} could not be read."),
        ("tsa", None, "{} could not be read."),
        ("key", None, "{} held no public key."),
    ],
)
def test_the_command_says_what_it_could_not_use(
    sealed: Path, capsys: pytest.CaptureFixture[str], option: str, text: str | None, words: str
) -> None:
    path = sealed.parent / "brought"
    if text is not None:
        path.write_text(text)

    code = main([str(sealed), f"--{option}", str(path)])

    assert (code, capsys.readouterr().out) == (1, words.format(path) + "\n")


def test_a_consistency_proof_is_read_back() -> None:
    hashes = a_tree(9).consistency(5)

    assert read_hashes(consistency_file(hashes)) == hashes
