"""A published draft, its provisions and their texts stay as they are, whoever writes to the database.

Emptying a table (TRUNCATE, as tests do) is no change of a row and stays possible for the database's owner.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION consultations_refuse_change_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    draft bigint;
BEGIN
    IF TG_TABLE_NAME = 'consultations_draft' THEN
        IF OLD.state = 'published' AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - 'reading_id' <> to_jsonb(OLD) - 'reading_id') THEN
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

CREATE TRIGGER published_draft_stays BEFORE UPDATE OR DELETE ON consultations_draft
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_change_of_published();
CREATE TRIGGER published_provision_stays BEFORE INSERT OR UPDATE OR DELETE ON consultations_provision
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_change_of_published();
CREATE TRIGGER published_text_stays BEFORE INSERT OR UPDATE OR DELETE ON consultations_provisiontext
    FOR EACH ROW EXECUTE FUNCTION consultations_refuse_change_of_published();
"""
DROP = """
DROP TRIGGER published_text_stays ON consultations_provisiontext;
DROP TRIGGER published_provision_stays ON consultations_provision;
DROP TRIGGER published_draft_stays ON consultations_draft;
DROP FUNCTION consultations_refuse_change_of_published();
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
