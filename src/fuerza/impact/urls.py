"""Addresses of impact, beside those of the programme."""

from django.urls import path

from fuerza.impact.views import answering, organising, reports

app_name = "impact"
urlpatterns = [
    path("o/<str:token>/", answering.answer, name="answer"),
    path("<uuid:pk>/say/<uuid:number>/", answering.draw, name="draw"),
    path("<uuid:pk>/say/<uuid:number>/note/", answering.remind, name="remind"),
    path("<uuid:pk>/did/", organising.did, name="did"),
    path("<uuid:pk>/did/ask/", organising.ask, name="ask"),
    path("<uuid:pk>/did/<uuid:number>/", organising.heard, name="heard"),
    path("<uuid:pk>/did/<uuid:number>/words/", organising.words, name="words"),
    path("reports/", reports.all_reports, name="reports"),
    path("reports/<uuid:report>/", reports.report, name="report"),
    path("reports/<uuid:report>/paper/", reports.paper, name="paper"),
    path("reports/<uuid:report>/reviewed/", reports.review, name="review"),
    path("reports/<uuid:report>/out/", reports.publish, name="publish"),
    path("reports/<uuid:report>/away/", reports.discard, name="discard"),
    path("r/<uuid:report>/", reports.published, name="published"),
    path("r/<uuid:report>/pdf/", reports.published_paper, name="published_paper"),
    path("r/<uuid:report>/csv/", reports.published_lines, name="published_lines"),
]
