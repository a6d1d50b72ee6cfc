"""Addresses of incidents, beside those of the programme."""

from django.urls import URLPattern

app_name = "incidents"
urlpatterns: list[URLPattern] = []
