"""Lets go of packs and their ledger, whose tables fuerza.packs has taken over: in the state alone."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='LedgerEntry'),
                migrations.DeleteModel(name='Pack'),
            ],
        ),
    ]
