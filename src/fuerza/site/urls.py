"""Addresses of site."""

from django.urls import path

from fuerza.site import views

app_name = "site"
urlpatterns = [
    path("", views.today, name="today"),
]
