"""The words of comments are found: cut and stemmed as the migration of the same name in consultations says."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

KEEP = """
ALTER TABLE comments_commentwords ADD CONSTRAINT words_go_with_their_comment
    FOREIGN KEY (comment_id) REFERENCES comments_comment (id) ON DELETE CASCADE;

CREATE FUNCTION comity_note_comment(said bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO comments_commentwords (comment_id, configuration, vector)
    SELECT it.id, comity_language(it.language),
        comity_vector(it.language, concat_ws(E'\\n', revision.body_text, revision.proposed_wording), 'D')
        || comity_marks(it.language, it.consultation_id)
    FROM comments_comment AS it
    JOIN comments_commentrevision AS revision ON revision.id = it.current_revision_id
    WHERE it.id = said AND it.status IN ('published', 'pending')
    ON CONFLICT (comment_id) DO UPDATE SET configuration = excluded.configuration, vector = excluded.vector;
    IF NOT FOUND THEN
        DELETE FROM comments_commentwords WHERE comment_id = said;
    END IF;
END $$;
CREATE FUNCTION comity_comment_was_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM comity_note_comment(NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION comity_revision_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM comity_note_comment(NEW.comment_id);
    RETURN NULL;
END $$;
CREATE TRIGGER words_are_found AFTER UPDATE ON comments_comment FOR EACH ROW
    WHEN (
        (OLD.status, OLD.language, OLD.current_revision_id)
        IS DISTINCT FROM (NEW.status, NEW.language, NEW.current_revision_id)
    )
    EXECUTE FUNCTION comity_comment_was_changed();
CREATE TRIGGER words_are_found AFTER INSERT OR UPDATE OF body_text, proposed_wording ON comments_commentrevision
    FOR EACH ROW EXECUTE FUNCTION comity_revision_was_written();

DO $$ BEGIN PERFORM comity_note_comment(id) FROM comments_comment; END $$;
"""
FORGET = """
DROP TRIGGER words_are_found ON comments_commentrevision;
DROP TRIGGER words_are_found ON comments_comment;
DROP FUNCTION comity_revision_was_written;
DROP FUNCTION comity_comment_was_changed;
DROP FUNCTION comity_note_comment;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0013_words_are_found"),
        ("comments", "0019_comments_hang_on_several_places"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentWords",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="comments.comment",
                    ),
                ),
                ("configuration", models.CharField(db_index=True, max_length=20)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], gin_pending_list_limit=256, name="comment_by_words"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.OrderBy(models.F("posted_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="comment_by_time",
            ),
        ),
        migrations.RunSQL(KEEP, FORGET),
    ]
