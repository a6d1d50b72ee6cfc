"""Addresses of impact, beside those of the programme."""

from django.urls import URLPattern

app_name = "impact"
urlpatterns: list[URLPattern] = []
