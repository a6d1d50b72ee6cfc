"""Addresses of tending."""

from django.urls import URLPattern

app_name = "tending"
urlpatterns: list[URLPattern] = []
