"""Addresses of the desk: neutral, with nothing in them but short codes and opaque ids."""

from django.urls import path

from fuerza.desk.views import adding, deciding, importing, listing, reading, watching

app_name = "desk"
urlpatterns = [
    path("", watching.watch, name="watch"),
    path("real/", watching.show_real, name="show_real"),
    path("of/leave/", watching.leave_desk, name="leave"),
    path("of/<uuid:pk>/", watching.enter, name="enter"),
    path("urgent/", listing.urgent, name="urgent"),
    path("in/<slug:key>/", listing.category, name="category"),
    path("in/<slug:key>/<slug:decision>/", listing.category, name="category"),
    path("g/<uuid:pk>/", listing.group, name="group"),
    path("a/<uuid:pk>/", listing.author, name="author"),
    path("seen/", adding.add_seen, name="add_seen"),
    path("seen/<uuid:pk>/", adding.seen, name="seen"),
    path("import/", importing.bring_file, name="import"),
    path("import/sample.csv", importing.sample_file, name="sample_file"),
    path("import/<uuid:pk>/", importing.check, name="check"),
    path("do/", deciding.decide_many, name="decide_many"),
    path("undo/plan/<uuid:pk>/", deciding.undo_plan, name="undo_plan"),
    path("undo/<uuid:pk>/", deciding.undo, name="undo"),
    path("<uuid:pk>/", reading.open_mention, name="open"),
    path("<uuid:pk>/report/", reading.report, name="report"),
    path("<uuid:pk>/do/", deciding.decide, name="decide"),
]
