from django.db import migrations, models


def give_addresses(apps, schema_editor):
    """Titles without a Latin letter once left the address empty: one a town at most, found again by its number."""
    initiatives = apps.get_model("initiatives", "Initiative")
    for initiative in initiatives.objects.filter(slug=""):
        initiative.slug = f"n-{initiative.pk}"
        initiative.save(update_fields=["slug"])


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0005_invitations"),
    ]

    operations = [
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug", ""), _negated=True), name="initiative_has_an_address"
            ),
        ),
    ]
