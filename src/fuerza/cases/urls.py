"""Addresses of cases; report packs have theirs under the same letter (fuerza.packs.urls)."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
