"""Takes what was kept before there was a log into it, in the order of keeping; what was destroyed by then as both entries."""

from itertools import count

from django.db import migrations

DESTROYED = b"destroyed"


def take_in(apps, _schema_editor):
    Exhibit, Leaf, Log = (apps.get_model("vault", name) for name in ("Exhibit", "Leaf", "Log"))
    old = Exhibit.objects.filter(state__in=["kept", "shredded"]).order_by("kept_at", "person", "number")
    places, leaves = count(), []
    for pk, commitment, state in old.values_list("pk", "commitment", "state").iterator():
        entries = [bytes(commitment)]
        if state == "shredded":
            entries.append(DESTROYED + bytes(commitment))
        leaves += [Leaf(index=next(places), entry=entry, exhibit_id=pk) for entry in entries]
    Leaf.objects.bulk_create(leaves, batch_size=500)
    Log.objects.create(size=len(leaves))


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_log")]
    operations = [migrations.RunPython(take_in, migrations.RunPython.noop)]
