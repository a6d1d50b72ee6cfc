"""Python reads this before anything else where this folder is on its path: what asks Bluesky asks the test's network.

A Fuerza that runs for a journey is the real one in every other way; its own guard still says where it may go.
"""

import json
import os
from typing import Any

import httpx2

from tests.real.bluesky.people import Here

_info = json.loads(os.environ["FUERZA_TEST_NETWORK"])
_init = httpx2.Client.__init__


def _through_the_door(self: httpx2.Client, *args: Any, **options: Any) -> None:
    options["transport"] = Here(_info, options.get("transport"))
    _init(self, *args, **options)


httpx2.Client.__init__ = _through_the_door  # type: ignore[method-assign]  # that is what a door is for
