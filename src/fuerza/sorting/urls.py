"""Addresses of rules and search."""

from django.urls import URLPattern

app_name = "sorting"
urlpatterns: list[URLPattern] = []
