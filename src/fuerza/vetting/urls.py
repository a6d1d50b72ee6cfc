"""Addresses of vetting, beside those of the programme."""

from django.urls import URLPattern

app_name = "vetting"
urlpatterns: list[URLPattern] = []
