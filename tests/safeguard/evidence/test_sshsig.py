"""ssh-keygen, which is none of ours, takes our signatures and refuses what was changed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from safeguard.evidence.note import Signer
from safeguard.evidence.sshsig import allowed_signers, public_key_line, ssh_signature

HERS = Signer("fuerza.example", bytes(range(32)))
MESSAGE = b"0" * 64 + b"  manifest-sha256.txt\n"
PACKAGE = "package@fuerza"


def verified(folder: Path, *, message: bytes, namespace: str = PACKAGE) -> bool:
    if not shutil.which("ssh-keygen"):
        pytest.skip("not run: ssh-keygen is not installed")
    (folder / "signers").write_text(allowed_signers(HERS.name, HERS.public, PACKAGE))
    (folder / "signature").write_text(ssh_signature(MESSAGE, HERS, namespace=PACKAGE))
    asked = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", HERS.name, "-s", "signature"]
    done = subprocess.run(
        [*asked, "-n", namespace], input=message, cwd=folder, capture_output=True, check=False
    )
    return done.returncode == 0


def test_ssh_keygen_takes_what_we_signed(tmp_path: Path) -> None:
    assert verified(tmp_path, message=MESSAGE)


def test_ssh_keygen_refuses_what_was_changed(tmp_path: Path) -> None:
    assert not verified(tmp_path, message=MESSAGE.replace(b"0", b"1", 1))


def test_a_signature_for_one_thing_is_none_for_another(tmp_path: Path) -> None:
    assert not verified(tmp_path, message=MESSAGE, namespace="git")


def test_a_key_is_written_as_ssh_writes_it() -> None:
    kind, _told, name = public_key_line(HERS.name, HERS.public).split(" ")

    assert (kind, name) == ("ssh-ed25519", "fuerza.example")


def test_a_signature_is_wrapped_as_ssh_wraps_it() -> None:
    lines = ssh_signature(MESSAGE, HERS, namespace=PACKAGE).split("\n")

    assert lines[0] == "-----BEGIN SSH SIGNATURE-----"
    assert lines[-2:] == ["-----END SSH SIGNATURE-----", ""]
    assert {len(line) for line in lines[1:-3]} == {70}
