"""Addresses of apart, beside those of the programme."""

from django.urls import URLPattern

app_name = "apart"
urlpatterns: list[URLPattern] = []
