"""Count in each group what waits and may put her in danger."""

from django.db import migrations, models
from django.db.models import Count


def count(apps, _schema):
    groups = apps.get_model("desk", "Group")
    mentions = apps.get_model("desk", "Mention").objects.filter(decision="waiting", urgency__gt=0)
    for way in ("group", "pile_on__group"):
        rows = mentions.exclude(**{way: None}).values_list(way).annotate(n=Count("pk")).order_by()
        for pk, number in rows:
            groups.objects.filter(pk=pk).update(urgent=number)


class Migration(migrations.Migration):

    dependencies = [
        ("desk", "0009_one_danger"),
    ]

    operations = [
        migrations.AddField("group", "urgent", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
