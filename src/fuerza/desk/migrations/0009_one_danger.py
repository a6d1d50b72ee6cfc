"""Make urgent what may put her in danger and was not: before, a category or a sign alone could say so."""

from django.db import migrations
from django.db.models import Q

DANGER = ("T1", "T2", "T3", "P1", "P2", "P3", "S3", "A4")


def make_urgent(apps, _schema):
    rows = apps.get_model("desk", "Mention").objects.filter(urgency=0)
    rows.filter(Q(category__in=DANGER) | Q(severity__gte=4) | ~Q(signs="")).update(urgency=1)


class Migration(migrations.Migration):

    dependencies = [
        ("desk", "0008_page_keys"),
    ]

    operations = [
        migrations.RunPython(make_urgent, migrations.RunPython.noop, elidable=True),
    ]
