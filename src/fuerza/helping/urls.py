"""Addresses of helpers and advisers: neutral, with nothing in them but opaque ids."""

from django.urls import path

from fuerza.helping.views import answering, asking, queue, reading

app_name = "helping"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("<uuid:pk>/next/", queue.take, name="take"),
    path("two/", queue.proposals, name="proposals"),
    path("two/<uuid:pk>/", queue.confirm, name="confirm"),
    path("ask/<uuid:pk>/", asking.ask, name="ask"),
    path("for/<uuid:pk>/", asking.prepare, name="prepare"),
    path("asked/", answering.asked, name="asked"),
    path("asked/<uuid:pk>/", answering.answer, name="answer"),
    path("asked/for/<uuid:pk>/", answering.draft, name="draft"),
    path("asked/for/<uuid:pk>/away/", answering.drop, name="drop"),
    path("log/", reading.log, name="log"),
    path("limits/", reading.limits, name="limits"),
    path("rest/", reading.spare, name="spare"),
    path("rest/end/", reading.open_alone, name="open_alone"),
]
