"""Addresses of apart, beside those of the programme."""

from django.urls import path

from fuerza.apart.views import hers, organising

app_name = "apart"
urlpatterns = [
    path("apart/", hers.mine, name="mine"),
    path("apart/<uuid:pk>/back/", hers.meet_again, name="meet_again"),
    path("apart/talk/<uuid:pk>/", hers.talk, name="talk"),
    path("apart/told/", hers.told, name="told"),
    path("apart/told/<uuid:pk>/", hers.appeal, name="appeal"),
    path("apart/read/", organising.appeals, name="appeals"),
    path("apart/read/<uuid:pk>/", organising.read_appeal, name="read_appeal"),
    path("<uuid:pk>/apart/", organising.exclusions, name="exclusions"),
    path("<uuid:pk>/apart/new/", organising.propose, name="propose"),
    path("<uuid:pk>/apart/<uuid:exclusion>/", organising.settle, name="settle"),
    path("<uuid:pk>/apart/talk/<uuid:talk>/", organising.end_talk, name="end_talk"),
]
