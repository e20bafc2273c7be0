from django.db import migrations

from ._append_only import append_only


class Migration(migrations.Migration):
    """On SQLite a row could be replaced by a unique key other than its id: the triggers now know them all."""

    dependencies = [("accountability", "0003_correcting_findings")]
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
