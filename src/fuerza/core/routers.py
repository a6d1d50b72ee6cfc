"""Keeps the keys in a database of their own, so that no backup of the first one can be opened by itself."""

from typing import Any

from django.db.models import Model

KEY_MODELS = frozenset({"datakey", "keyring", "sealedkey"})


class KeysApart:
    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        return self._database(model._meta.app_label, model._meta.model_name)

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool:
        # asked of the instance: request.user is a lazy stand-in, whose type is no model
        homes = {self._database(it._meta.app_label, it._meta.model_name) for it in (one, other)}
        return len(homes) == 1

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: Any
    ) -> bool:
        return db == self._database(app_label, model_name)

    def _database(self, app_label: str, model_name: str | None) -> str:
        return "keys" if app_label == "core" and model_name in KEY_MODELS else "default"
