"""Addresses of slots, beside those of the programme."""

from django.urls import URLPattern

app_name = "slots"
urlpatterns: list[URLPattern] = []
