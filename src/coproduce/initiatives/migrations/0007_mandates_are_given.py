from datetime import UTC, datetime, time

from django.db import migrations, models


def count_as_given(apps, schema_editor):
    """Those written before have bound since their first day, and decisions point to them."""
    mandates = apps.get_model("initiatives", "Mandate")
    for mandate in mandates.objects.filter(given_at=None):
        mandate.given_at = datetime.combine(mandate.valid_from, time(), tzinfo=UTC)
        mandate.save(update_fields=["given_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0006_every_initiative_has_an_address"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="given_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(count_as_given, migrations.RunPython.noop),
    ]
