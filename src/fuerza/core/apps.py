"""Tells Django that this package is part of the house, and has every domain's hooks and jobs loaded."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "fuerza.core"

    def ready(self) -> None:
        from fuerza.core import checks  # noqa: F401 -- registers what `fuerza check` looks at

        autodiscover_modules("hooks", "privacy", "tasks")
