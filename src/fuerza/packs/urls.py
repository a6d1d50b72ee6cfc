"""Addresses of report packs, under cases' letter and namespace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
