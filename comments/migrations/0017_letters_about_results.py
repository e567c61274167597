from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0016_unreachable_addresses_moved_to_accounts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="roundnotice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "opened"),
                    ("extended", "extended"),
                    ("first-reminder", "closes in three days"),
                    ("last-reminder", "closes in a day"),
                    ("closed", "closed"),
                    ("closed-early", "closed early"),
                    ("results-soon", "results due in a week"),
                    ("results-due", "results due"),
                    ("results", "results published"),
                ],
                max_length=14,
            ),
        ),
    ]
