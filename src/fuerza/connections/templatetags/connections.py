"""What platforms are called, and which addresses may become links."""

from collections.abc import Sequence

from django import template

from fuerza.connections.queries import importer_of, label_of, said, web_address

register = template.Library()
register.filter(web_address)


@register.filter
def platform_label(platform: str) -> str:
    return label_of(platform)


@register.filter
def problem_words(problem: Sequence[object]) -> str:
    """Say what is wrong: `problem` is line, code, column, detail, as an Import keeps it."""
    _line, code, column, detail = problem
    return said(str(code), column=str(column), detail=str(detail))


@register.filter
def importer_label(name: str) -> str:
    """Say what a file was taken for."""
    return importer_of(name)
