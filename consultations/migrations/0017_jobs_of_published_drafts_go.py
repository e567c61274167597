"""Old jobs are forgotten: what points to them is emptied, also in a published draft, which otherwise stays as it is."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION consultations_refuse_change_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    draft bigint;
BEGIN
    IF TG_TABLE_NAME = 'consultations_draft' THEN
        IF OLD.state = 'published' AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - JOBS <> to_jsonb(OLD) - JOBS) THEN
            RAISE EXCEPTION 'Draft % is published and cannot change.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSE
        FOR draft IN
            SELECT DISTINCT provision_draft FROM (
                SELECT CASE WHEN TG_TABLE_NAME = 'consultations_provision' THEN (one.row ->> 'draft_id')::bigint ELSE (
                    SELECT p.draft_id FROM consultations_provision p WHERE p.id = (one.row ->> 'provision_id')::bigint
                ) END AS provision_draft
                FROM (VALUES
                    (CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END),
                    (CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END)
                ) AS one(row)
                WHERE one.row IS NOT NULL
            ) AS touched
        LOOP
            IF EXISTS (SELECT FROM consultations_draft d WHERE d.id = draft AND d.state = 'published') THEN
                RAISE EXCEPTION 'Draft % is published and cannot change.', draft USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END LOOP;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0016_provisions_have_a_lineage")]

    operations = [
        migrations.RunSQL(
            FUNCTION.replace("JOBS", "ARRAY['reading_id', 'matching_id']"), FUNCTION.replace("JOBS", "'reading_id'")
        )
    ]
