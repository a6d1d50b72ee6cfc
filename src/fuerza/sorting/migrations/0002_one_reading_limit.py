"""A limit on reading is one thing: what was set for her own desk alone becomes hers, wherever she reads."""

from django.db import migrations


def take_along(apps, _schema):
    people = apps.get_model("people", "Person").objects
    for wishes in apps.get_model("sorting", "Wishes").objects.exclude(items_a_day=0, minutes_a_day=0):
        person = people.filter(pk=wishes.person_id)
        person.filter(reads_a_day=None).update(reads_a_day=wishes.items_a_day or None)
        person.filter(minutes_a_day=None).update(minutes_a_day=wishes.minutes_a_day or None)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_masked_and_spared"),
        ("sorting", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(take_along, migrations.RunPython.noop, elidable=True),
        *(
            migrations.RemoveField("wishes", name)
            for name in (
                "items_a_day",
                "minutes_a_day",
                "day",
                "items_read",
                "seconds_read",
                "read_at",
            )
        ),
    ]
