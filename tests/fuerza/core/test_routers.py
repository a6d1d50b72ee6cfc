"""Keys and rows never meet in one database."""

from django.apps import apps

from fuerza.core.models import DataKey, Job, Keyring, SealedKey
from fuerza.core.routers import KEY_MODELS, KeysApart

ROUTER = KeysApart()


def test_keys_go_to_the_database_of_keys_and_all_else_does_not() -> None:
    places = {
        model._meta.label: (ROUTER.db_for_read(model), ROUTER.db_for_write(model))
        for model in apps.get_models()
    }

    keys = {label for label, place in places.items() if "keys" in place}
    assert keys == {"core.DataKey", "core.Keyring", "core.SealedKey"}
    assert all(places[label] == ("keys", "keys") for label in keys)
    assert {"core.datakey", "core.keyring", "core.sealedkey"} == {f"core.{n}" for n in KEY_MODELS}


def test_each_database_gets_its_own_tables() -> None:
    assert ROUTER.allow_migrate("keys", "core", "keyring")
    assert not ROUTER.allow_migrate("default", "core", "keyring")
    assert ROUTER.allow_migrate("default", "core", "job")
    assert not ROUTER.allow_migrate("keys", "core", "job")
    assert not ROUTER.allow_migrate("keys", "people", "keyring")  # the name alone is not enough
    assert not ROUTER.allow_migrate("keys", "core")  # a data migration names no model


def test_no_relation_crosses_the_two() -> None:
    assert ROUTER.allow_relation(DataKey(), SealedKey())
    assert not ROUTER.allow_relation(Job(), Keyring())
