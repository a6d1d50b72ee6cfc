"""The jobs of the vault: checkpoints and stamps at a constant rate, ending a begun erasing, fetching pictures."""

from fuerza.core.jobs import Run, enqueue, every, handler
from fuerza.vault.services import anchoring, fetching
from fuerza.vault.services.erasing import end_erasing
from fuerza.vault.services.log_checkpoints import prune_checkpoints, sign_checkpoint

every("vault.checkpoint", minutes=10)
every("vault.anchor", minutes=60)
every("vault.prune", minutes=24 * 60)
every("vault.erase", minutes=10)


@handler("vault.checkpoint")
def checkpoint(run: Run) -> None:
    sign_checkpoint(now=run.now())


@handler("vault.anchor")
def anchor(run: Run) -> None:
    """Have each authority asked by itself, so that none waits for another."""
    for each in anchoring.plan_stamps():
        enqueue("vault.stamp", key=str(each.pk), now=run.now(), anchor=each.pk)


@handler("vault.stamp")
def stamp(run: Run) -> None:
    anchor_id = int(run.ids["anchor"])
    with anchoring.client() as reach:
        again = anchoring.stamp(anchor_id, reach=reach, clock=run.now)
    if again:
        enqueue("vault.stamp", key=str(anchor_id), now=run.now(), run_at=again, anchor=anchor_id)


@handler("vault.prune")
def prune(run: Run) -> None:
    prune_checkpoints(now=run.now())


@handler("vault.erase")
def erase(run: Run) -> None:
    """Destroy what a crash left half destroyed."""
    end_erasing(now=run.now())


@handler("vault.pictures")
def pictures(run: Run) -> None:
    """Fetch the pictures of one exhibit, and again where their server is away."""
    exhibit = run.uuid("exhibit")
    with fetching.client() as reach:
        again = fetching.fetch_pictures(exhibit, reach=reach, clock=run.now, beat=run.beat)
    if again:
        enqueue("vault.pictures", key=str(exhibit), now=run.now(), run_at=again, exhibit=exhibit)
