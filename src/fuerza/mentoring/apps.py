"""Tells Django that this package is part of the house."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "fuerza.mentoring"
