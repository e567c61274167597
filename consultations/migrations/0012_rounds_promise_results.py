from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0011_consultations_may_be_templates"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="results_by",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="announced_results_by",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="results_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("results_by__isnull", True), ("results_by__gt", models.F("closes_at")), _connector="OR"
                ),
                name="round_promises_results_after_it_closes",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("results_at__isnull", True), ("results_at__gte", models.F("closes_at")), _connector="OR"
                ),
                name="round_has_results_after_it_closes",
            ),
        ),
    ]
