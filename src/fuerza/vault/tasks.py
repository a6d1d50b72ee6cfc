"""The jobs of the vault: signing checkpoints at a constant rate, dropping old ones, ending a begun erasing."""

from fuerza.core.jobs import Run, every, handler
from fuerza.vault.services.erasing import end_erasing
from fuerza.vault.services.log_checkpoints import prune_checkpoints, sign_checkpoint

every("vault.checkpoint", minutes=10)
every("vault.prune", minutes=24 * 60)
every("vault.erase", minutes=10)


@handler("vault.checkpoint")
def checkpoint(run: Run) -> None:
    sign_checkpoint(now=run.now())


@handler("vault.prune")
def prune(run: Run) -> None:
    prune_checkpoints(now=run.now())


@handler("vault.erase")
def erase(run: Run) -> None:
    """Destroy what a crash left half destroyed."""
    end_erasing(now=run.now())
