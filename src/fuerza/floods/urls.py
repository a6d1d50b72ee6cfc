"""Addresses of floods."""

from django.urls import URLPattern

app_name = "floods"
urlpatterns: list[URLPattern] = []
