"""Addresses of attendance, beside those of the programme."""

from django.urls import path

from fuerza.attendance.views import answering, calendars, mine, organising

app_name = "attendance"
urlpatterns = [
    path("i/", answering.code, name="code"),
    path("i/<str:token>/", answering.answer, name="answer"),
    path("i/<str:token>/no/", answering.decline, name="decline"),
    path("c/<str:token>.ics", calendars.feed, name="feed"),
    path("<uuid:pk>/mine/", mine.mine, name="mine"),
    path("<uuid:pk>/mine/settle/", mine.settle, name="settle"),
    path("<uuid:pk>/mine/where/", mine.place, name="place"),
    path("<uuid:pk>/mine/with/", mine.companions, name="companions"),
    path("<uuid:pk>/mine/bring/", mine.bring, name="bring"),
    path("<uuid:pk>/mine/bring/<uuid:brought>/no/", mine.bring_nobody, name="bring_nobody"),
    path("<uuid:pk>/mine/yes/", mine.claim, name="claim"),
    path("<uuid:pk>/mine/no/", mine.leave, name="leave"),
    path("<uuid:pk>/mine/calendar.ics", calendars.calendar, name="calendar"),
    path("<uuid:pk>/mine/calendar/", calendars.call, name="call"),
    path("<uuid:pk>/mine/calendar/follow/", calendars.follow, name="follow"),
    path("<uuid:pk>/mine/calendar/end/", calendars.unfollow, name="unfollow"),
    path("<uuid:pk>/people/", organising.people, name="people"),
    path("<uuid:pk>/people/seats/", organising.seats, name="seats"),
    path("<uuid:pk>/people/where/", organising.venue, name="venue"),
    path("<uuid:pk>/people/where/back/", organising.take_back, name="take_back"),
    path("<uuid:pk>/people/close/", organising.close, name="close"),
    path("<uuid:pk>/people/verify/", organising.verify, name="verify"),
    path("<uuid:pk>/people/bring/", organising.agree, name="agree"),
    path("<uuid:pk>/people/note/", organising.note, name="note"),
    path("<uuid:pk>/people/invite/", organising.invite, name="invite"),
    path("<uuid:pk>/people/<uuid:invitation>/anew/", organising.send_anew, name="send_anew"),
    path("<uuid:pk>/people/<uuid:invitation>/back/", organising.revoke, name="revoke"),
]
