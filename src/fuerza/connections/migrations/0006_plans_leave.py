"""Lets go of plans, acts and lists, whose tables fuerza.acts has taken over: in the state alone."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('connections', '0005_plans_shown'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Action'),
                migrations.DeleteModel(name='Plan'),
                migrations.DeleteModel(name='BlockList'),
                migrations.DeleteModel(name='Effort'),
                migrations.DeleteModel(name='Gathering'),
            ],
        ),
    ]
