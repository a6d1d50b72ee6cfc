"""Addresses of the programme."""

from django.urls import path

from fuerza.programme.views import organising, reading, writing

urlpatterns = [
    path("", reading.front, name="list"),
    path("all/", organising.editions, name="editions"),
    path("begin/", writing.begin, name="begin"),
    path("new/", writing.new, name="new"),
    path("campaign/", writing.campaign, name="campaign"),
    path("place/", writing.add_place, name="add_place"),
    path("<uuid:pk>/", reading.show, name="show"),
    path("<uuid:pk>/as/<int:who>/", reading.look_as, name="look_as"),
    path("<uuid:pk>/all/", organising.checklist, name="checklist"),
    path("<uuid:pk>/change/", writing.change, name="change"),
    path("<uuid:pk>/to/<slug:to>/", organising.move, name="move"),
    path("<uuid:pk>/texts/", writing.all_texts, name="all_texts"),
    path("<uuid:pk>/texts/<slug:code>/", writing.texts, name="texts"),
    path("<uuid:pk>/agenda/", writing.write_agenda, name="write_agenda"),
    path("<uuid:pk>/sessions/<uuid:part>/", writing.move_session, name="move_session"),
    path("<uuid:pk>/sessions/<uuid:part>/stage/", organising.stage, name="stage"),
    path("<uuid:pk>/<slug:kind>/", writing.parts, name="parts"),
    path("<uuid:pk>/<slug:kind>/<uuid:part>/away/", writing.take_away, name="take_away"),
]
