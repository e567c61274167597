from django.db import migrations, models

FILL_COMMENTS = """
UPDATE comments_comment SET agree_imported = agree_count, disagree_imported = disagree_count
WHERE agree_count > 0 OR disagree_count > 0
"""
"""Nobody could react here before: whatever is counted came with an import."""

FILL_ANCHORS = """
UPDATE comments_anchor AS anchor SET agree_count = comment.agree_count, reply_count = comment.reply_count
FROM comments_comment AS comment
WHERE comment.id = anchor.comment_id AND (comment.agree_count > 0 OR comment.reply_count > 0)
"""


def by_count(column: str, name: str) -> list[migrations.AddIndex]:
    places = (("provision", f"anchor_by_{name}"), ("draft", f"draft_anchor_by_{name}"))
    conditions = (
        models.Q(("leads", True), ("provision__isnull", False)),
        models.Q(("leads", True), ("type", "draft")),
    )
    return [
        migrations.AddIndex(
            model_name="anchor",
            index=models.Index(
                models.F(place),
                models.OrderBy(models.F(column), descending=True),
                models.OrderBy(models.F("comment"), descending=True),
                name=index,
                condition=condition,
            ),
        )
        for (place, index), condition in zip(places, conditions, strict=True)
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0024_unsent_comments_have_files"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name="anchor",
                name=name,
                field=models.PositiveIntegerField(db_default=0, default=0),
            )
            for name in ("agree_count", "reply_count")
        ),
        migrations.AddField(
            model_name="comment",
            name="agree_imported",
            field=models.PositiveIntegerField(
                db_default=0, default=0, help_text="Of `agree_count`: nobody's here."
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="disagree_imported",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="comment",
            name="agree_count",
            field=models.PositiveIntegerField(default=0, help_text="Reactions, and what an import brought along."),
        ),
        migrations.RunSQL(FILL_COMMENTS, migrations.RunSQL.noop),
        migrations.RunSQL(FILL_ANCHORS, migrations.RunSQL.noop),
        *by_count("agree_count", "agreement"),
        *by_count("reply_count", "replies"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("consultation"),
                models.OrderBy(models.F("agree_count"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="comment_by_agreement",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("consultation"),
                models.OrderBy(models.F("reply_count"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="comment_by_replies",
            ),
        ),
    ]
