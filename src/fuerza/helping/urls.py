"""Addresses of helpers and advisers: neutral, with nothing in them but opaque ids."""

from django.urls import path

from fuerza.helping.views import (
    advising,
    agreeing,
    answering,
    asking,
    calling,
    queue,
    reading,
)

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
    path("agreement/", agreeing.agreement, name="agreement"),
    path("a/", calling.call, name="call"),
    path("a/in/", calling.let_adviser_in, name="let_adviser_in"),
    path("a/end/", calling.end_call, name="end_call"),
    path("a/not/<uuid:pk>/", calling.not_this_one, name="not_this_one"),
    path("a/duty/", advising.duty, name="duty"),
    path("a/duty/switch/", advising.switch, name="switch"),
    path("a/pool/", advising.pool, name="pool"),
    path("a/waiting/", advising.waiting, name="waiting"),
    path("a/waiting/<uuid:pk>/", advising.take_up, name="take_up"),
    path("a/<uuid:pk>/", advising.taken, name="taken"),
    path("log/", reading.log, name="log"),
    path("log/<int:pk>/", reading.singly, name="singly"),
    path("limits/", reading.limits, name="limits"),
    path("rest/", reading.spare, name="spare"),
    path("rest/end/", reading.open_alone, name="open_alone"),
]
