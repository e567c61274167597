from django.db import migrations, models

FILL = """
INSERT INTO comments_tally (round_id, place, provision_id, dimension, value, count)
SELECT comment.round_id, 'round', NULL, by.dimension, by.value, count(*)::int
FROM comments_comment AS comment
CROSS JOIN LATERAL (
    VALUES ('country', comment.country), ('country-position', comment.position || ':' || comment.country)
) AS by (dimension, value)
WHERE comment.status = 'published' AND (by.dimension = 'country' OR comment.position <> '')
GROUP BY comment.round_id, by.dimension, by.value
ON CONFLICT ON CONSTRAINT tally_once DO UPDATE SET count = excluded.count
"""
FORGET = "DELETE FROM comments_tally WHERE dimension IN ('country', 'country-position')"


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0017_letters_about_results"),
    ]

    operations = [
        migrations.AlterField(
            model_name="tally",
            name="dimension",
            field=models.CharField(
                choices=[
                    ("all", "All"),
                    ("group", "Stakeholder group"),
                    ("region", "Region"),
                    ("position", "Position"),
                    ("group-position", "Stakeholder group and position"),
                    ("region-position", "Region and position"),
                    ("country", "Country"),
                    ("country-position", "Country and position"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("consultation"),
                models.F("country"),
                models.OrderBy(models.F("posted_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="comment_by_country",
            ),
        ),
        migrations.RunSQL(FILL, FORGET),
    ]
