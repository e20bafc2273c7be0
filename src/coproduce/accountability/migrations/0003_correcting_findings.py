import django.db.models.deletion
from django.db import migrations, models

from ._append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("accountability", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="accountability.finding",
            ),
        ),
        migrations.AddField(model_name="finding", name="counts", field=models.BooleanField(default=True)),
        # SQLite built the table anew and dropped its triggers.
        append_only("accountability_finding"),
    ]
