"""Tells Django that this package is part of the house."""

from django.apps import AppConfig


class VettingConfig(AppConfig):
    name = "fuerza.vetting"
