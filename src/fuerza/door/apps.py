"""Tells Django that this package is part of the house."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "fuerza.door"
