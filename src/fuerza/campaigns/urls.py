"""Addresses of campaigns, beside those of the programme."""

from django.urls import URLPattern

app_name = "campaigns"
urlpatterns: list[URLPattern] = []
