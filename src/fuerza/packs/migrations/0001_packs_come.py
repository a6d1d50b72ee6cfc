"""Takes over the tables of packs and their ledger from cases: in the state alone, so that no row is touched."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    run_before = [
        ('cases', '0002_packs_leave'),
    ]

    dependencies = [
        ('cases', '0001_initial'),
        ('vault', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Pack',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ('route', models.CharField(max_length=80)),
                        ('language', models.CharField(max_length=8)),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('ready', 'ready'), ('sent', 'sent'), ('answered', 'answered'), ('closed', 'closed')], default='draft', max_length=10)),
                        ('made_at', models.DateTimeField()),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packs', to='cases.case')),
                        ('package', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='packs', to='vault.package')),
                    ],
                    options={
                        'db_table': 'cases_pack',
                    },
                ),
                migrations.CreateModel(
                    name='LedgerEntry',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        ('verb', models.CharField(max_length=20)),
                        ('sealed_note', models.BinaryField(default=b'')),
                        ('at', models.DateTimeField()),
                        ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='packs.pack')),
                    ],
                    options={
                        'db_table': 'cases_ledgerentry',
                    },
                ),
            ],
        ),
    ]
