from django.db import migrations

from ._append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("accountability", "0001_first")]
    operations = [
        append_only(
            "accountability_words",
            "accountability_thread",
            "accountability_contribution",
            "accountability_decision",
            "accountability_promise",
            "accountability_concern",
            "accountability_answer",
            "accountability_finding",
            "accountability_notice",
        )
    ]
