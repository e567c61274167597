import django.db.models.deletion
from django.db import migrations, models

VISITS_OF_LOOKS = """
INSERT INTO comments_visit (user_id, consultation_id, since, seen_at)
SELECT user_id, NULL, since, looked_at FROM comments_lastlook
"""
LOOKS_OF_VISITS = """
INSERT INTO comments_lastlook (user_id, since, looked_at)
SELECT user_id, since, seen_at FROM comments_visit WHERE consultation_id IS NULL;
DELETE FROM comments_visit WHERE consultation_id IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """The moment when people last looked at their contributions moves to the table of visits."""

    dependencies = [
        ('comments', '0027_comments_are_edited_and_withdrawn'),
        ('consultations', '0013_words_are_found'),
    ]

    operations = [
        migrations.AlterField(
            model_name='visit',
            name='consultation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultations.consultation'),
        ),
        migrations.RemoveConstraint(
            model_name='visit',
            name='one_visit_a_person',
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(fields=('user', 'consultation'), name='one_visit_a_person', nulls_distinct=False),
        ),
        migrations.RunSQL(VISITS_OF_LOOKS, LOOKS_OF_VISITS),
        migrations.DeleteModel(
            name='LastLook',
        ),
    ]
