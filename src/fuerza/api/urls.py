"""Addresses of the JSON faces, at the root: Google's clients ask there."""

from django.urls import path

from fuerza.api import views

app_name = "api"
urlpatterns = [
    path("v1alpha1/comments:analyze", views.analyze, name="analyze"),
    path("v1alpha1/comments:suggestscore", views.suggest_score, name="suggest_score"),
    path("$discovery/rest", views.describe, name="discovery"),
    path("v1alpha1/discovery", views.describe, name="plain_discovery"),
]
