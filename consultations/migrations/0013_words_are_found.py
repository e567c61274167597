"""Words are found by their stems in the text's own language, with accents ignored on both sides.

Languages for which PostgreSQL has a stemmer get a configuration of their own: its stemmer behind `unaccent`. All others
share one without stems. Writing that sets no spaces between words (Chinese, Japanese, Thai …) is cut into overlapping
pairs of characters, which also finds words of two characters; Korean is, too, because its particles are no stems.

`unaccent` is an extension that PostgreSQL trusts: whoever migrates need not be a superuser.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations, models

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

MAKE_CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION comity_{name} (COPY = pg_catalog.{name});
ALTER TEXT SEARCH CONFIGURATION comity_{name} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {dictionary};
"""
CONFIGURATIONS = "".join(
    MAKE_CONFIGURATION.format(name=name, dictionary="simple" if name == "simple" else f"{name}_stem")
    for name in ["simple", *sorted(set(STEMMERS.values()))]
)
DROP_CONFIGURATIONS = "".join(
    f"DROP TEXT SEARCH CONFIGURATION comity_{name};" for name in ["simple", *sorted(set(STEMMERS.values()))]
)

WITHOUT_SPACES = (
    "\\u0E00-\\u0EFF\\u1000-\\u109F\\u1100-\\u11FF\\u1780-\\u17FF\\u3005-\\u3007\\u3040-\\u30FF\\u3130-\\u318F\\u31F0-\\u31FF"
    "\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uAC00-\\uD7AF\\uF900-\\uFAFF\\U00020000-\\U0003FFFF"
)
FUNCTIONS = f"""
CREATE FUNCTION comity_language(language text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE split_part(lower(language), '-', 1)
        {" ".join(f"WHEN '{tag}' THEN '{name}'" for tag, name in STEMMERS.items())}
        ELSE 'simple'
    END
$$;
COMMENT ON FUNCTION comity_language IS 'The stemmer for a language by its BCP 47 tag, or “simple”.';

CREATE FUNCTION comity_spaced(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    plain text := translate(normalize(words, NFKC), '/', ' ');
BEGIN
    IF plain !~ '[{WITHOUT_SPACES}]' THEN
        RETURN plain;
    END IF;
    RETURN (
        SELECT string_agg(
            CASE WHEN part.found[1] ~ '^[{WITHOUT_SPACES}]' THEN ' ' || (
                SELECT string_agg(pair.sign || coalesce(pair.next, ''), ' ' ORDER BY pair.at)
                FROM (
                    SELECT sign, lead(sign) OVER (ORDER BY at) AS next, at
                    FROM string_to_table(part.found[1], NULL) WITH ORDINALITY AS one (sign, at)
                ) AS pair
            ) || ' ' ELSE part.found[1] END,
            '' ORDER BY part.number
        )
        FROM regexp_matches(plain, '[{WITHOUT_SPACES}]+|[^{WITHOUT_SPACES}]+', 'g')
            WITH ORDINALITY AS part (found, number)
    );
END $$;
COMMENT ON FUNCTION comity_spaced IS
    'Text for the parser: normalised, “and/or” as two words, writing without spaces in overlapping pairs of signs.';

CREATE FUNCTION comity_vector(language text, words text, weight "char") RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT setweight(
        to_tsvector(('comity_' || comity_language(language))::regconfig, comity_spaced(left(words, 60000))), weight
    )
$$;
COMMENT ON FUNCTION comity_vector IS 'Of the first 60,000 characters: a vector holds a megabyte at most.';

CREATE FUNCTION comity_marks(language text, consultation bigint) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(ARRAY['L' || comity_language(language), 'C' || consultation])
$$;

CREATE FUNCTION comity_passage(language text, words text, asked text, marks text, options text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ts_headline(named, translate(left(words, 20000), marks, ''), websearch_to_tsquery(named, asked), options)
    FROM CAST('comity_' || comity_language(language) AS regconfig) AS named
$$;
COMMENT ON FUNCTION comity_passage IS
    'Looked for in the first 20,000 characters. Signs that serve as marks are taken out of the text before.';
"""  # noqa: S608  # only our own words above
DROP_FUNCTIONS = """
DROP FUNCTION comity_passage;
DROP FUNCTION comity_marks;
DROP FUNCTION comity_vector;
DROP FUNCTION comity_spaced;
DROP FUNCTION comity_language;
"""

KEEP = """
ALTER TABLE consultations_provisionwords ADD CONSTRAINT words_go_with_their_text
    FOREIGN KEY (text_id) REFERENCES consultations_provisiontext (id) ON DELETE CASCADE;

CREATE FUNCTION comity_note_provision(written bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO consultations_provisionwords (text_id, configuration, vector)
    SELECT it.id, comity_language(it.language),
        comity_vector(it.language, it.number || ' ' || it.heading, 'A') || comity_vector(it.language, it.text, 'D')
        || comity_marks(it.language, draft.consultation_id)
    FROM consultations_provisiontext AS it
    JOIN consultations_provision AS provision ON provision.id = it.provision_id
    JOIN consultations_draft AS draft ON draft.id = provision.draft_id
    WHERE it.id = written
    ON CONFLICT (text_id) DO UPDATE SET configuration = excluded.configuration, vector = excluded.vector
$$;
CREATE FUNCTION comity_provision_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM comity_note_provision(NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER words_are_found AFTER INSERT OR UPDATE OF language, number, heading, text ON consultations_provisiontext
    FOR EACH ROW EXECUTE FUNCTION comity_provision_was_written();

DO $$ BEGIN PERFORM comity_note_provision(id) FROM consultations_provisiontext; END $$;
"""
FORGET = """
DROP TRIGGER words_are_found ON consultations_provisiontext;
DROP FUNCTION comity_provision_was_written;
DROP FUNCTION comity_note_provision;
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0012_rounds_promise_results")]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(CONFIGURATIONS, DROP_CONFIGURATIONS),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.CreateModel(
            name="ProvisionWords",
            fields=[
                (
                    "text",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="consultations.provisiontext",
                    ),
                ),
                ("configuration", models.CharField(db_index=True, max_length=20)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], gin_pending_list_limit=256, name="provision_by_words"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, FORGET),
    ]
