"""Points entries at the plans of fuerza.acts: the same table, so that only the state changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    run_before = [
        ('connections', '0006_plans_leave'),
    ]

    dependencies = [
        ('acts', '0001_initial'),
        ('desk', '0003_urgent_first'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='decisionentry',
                    name='plan',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries', to='acts.plan'),
                ),
            ],
        ),
    ]
