"""PostgreSQL analyses a table after fifty rows have changed. Tables of a few dozen rows never come that far, are taken
for much larger or smaller than they are, and lists that join them are read in a bad order: at 100,000 comments in
seconds instead of milliseconds."""

from django.db import migrations

SMALL = ["consultations_consultation", "consultations_draft", "consultations_round"]


class Migration(migrations.Migration):
    dependencies = [("consultations", "0013_words_are_found")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} SET (autovacuum_analyze_threshold = 1, autovacuum_analyze_scale_factor = 0.1)",
            f"ALTER TABLE {table} RESET (autovacuum_analyze_threshold, autovacuum_analyze_scale_factor)",
        )
        for table in SMALL
    ]
