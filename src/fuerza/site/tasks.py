"""The site's own job: ending what a crash left of erasing somebody."""

from fuerza.core.jobs import Run, every, handler
from fuerza.site.erasing import end_erasing

every("site.erase", minutes=10)


@handler("site.erase")
def erase(run: Run) -> None:
    end_erasing(now=run.now())
