import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The columns keep their names and what is in them."""

    dependencies = [("comments", "0011_dispositions_and_reasons_are_kept")]

    operations = [
        migrations.AlterField(
            model_name="response",
            name="disposition",
            field=models.ForeignKey(
                db_column="disposition",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="responses",
                to="comments.dispositionterm",
                to_field="slug",
            ),
        ),
        migrations.AlterField(
            model_name="commentreport",
            name="reason",
            field=models.ForeignKey(
                db_column="reason",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="comments.moderationreasonterm",
                to_field="slug",
            ),
        ),
    ]
