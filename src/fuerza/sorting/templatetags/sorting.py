"""Words of sorting: what a label and a head of the model are called. `{% load sorting %}`."""

from django import template

from fuerza.acts.choices import Category
from fuerza.sorting.choices import HEADS
from fuerza.sorting.forms import CorrectForm

register = template.Library()


@register.filter
def label_word(label: str) -> str:
    return str(Category(label).label)


@register.filter
def head_word(head: str) -> str:
    return str(HEADS[head])


@register.simple_tag
def correct_form() -> CorrectForm:
    """Give the form that says what something is: it stands on pages of the desk, which know nothing of it."""
    return CorrectForm(auto_id="correct_%s")
