from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0010_rounds_may_take_one_position"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="consultation",
            name="consultation_published_has_a_time",
        ),
        migrations.AlterField(
            model_name="consultation",
            name="state",
            field=models.CharField(
                choices=[
                    ("unpublished", "Unpublished"),
                    ("published", "Published"),
                    ("archived", "Archived"),
                    ("template", "Template"),
                ],
                default="unpublished",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["published", "archived"]), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="consultation_published_has_a_time",
            ),
        ),
    ]
