"""Addresses of door, beside those of the programme."""

from django.urls import URLPattern

app_name = "door"
urlpatterns: list[URLPattern] = []
