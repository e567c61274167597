"""Many comments at once, straight into the tables: what a campaign leaves behind."""

from django.db import connection, transaction

from consultations.models import Round

# A thread of five comments again and again; texts of 300 to 2,500 characters; every tag there is.
COMMENTS = """
INSERT INTO comments_comment (
    id, reference, consultation_id, round_id, draft_id, parent_id, root_id, path, depth, reply_count, kind, position,
    status, moderation_reason, current_revision_id, language, author_name, attribution, contributor_key,
    organisation_name, organisation_verified, stakeholder_group_id, country, region, subregion, channel, source,
    source_id, source_parent, agree_count, disagree_count, late, posted_at, received_at
)
SELECT
    %(base)s + n, 'C-' || lpad((%(base)s + n)::text, 8, '0'), %(consultation)s, %(round)s, %(draft)s,
    CASE WHEN n %% 5 > 0 THEN %(base)s + n - n %% 5 END, %(base)s + n - n %% 5, lpad((n %% 5)::text, 4, '0'),
    LEAST(n %% 5, 1), CASE WHEN n %% 5 = 0 THEN 4 ELSE 0 END,
    CASE WHEN n %% 5 = 0 THEN 'general' ELSE '' END, CASE WHEN n %% 5 = 0 THEN 'support' ELSE '' END,
    CASE WHEN n %% 50 = 7 THEN 'hidden' ELSE 'published' END, CASE WHEN n %% 50 = 7 THEN 'abuse' ELSE '' END,
    %(base)s + n, 'en', 'Person ' || n, (ARRAY['name', 'organisation', 'anonymous'])[n %% 3 + 1], 'user:' || n,
    'Organisation ' || n %% 100, FALSE,
    (SELECT g.id FROM accounts_stakeholdergroup g WHERE n %% 8 > 0 ORDER BY g.order LIMIT 1 OFFSET n %% 7),
    (ARRAY['KE', 'BR', '', 'FR'])[n %% 4 + 1], (ARRAY['002', '019', '', '150'])[n %% 4 + 1],
    (ARRAY['202', '419', '', '155'])[n %% 4 + 1], 'web', '', '', '', 0, 0, FALSE,
    timestamptz '2026-01-01 00:00Z' + n * interval '1 minute', now()
FROM generate_series(0, %(number)s - 1) n
"""
REVISIONS = """
INSERT INTO comments_commentrevision (id, comment_id, number, body, body_html, body_text, proposed_wording, created_at)
SELECT %(base)s + n, %(base)s + n, 1, words, words, words, '', now()
FROM generate_series(0, %(number)s - 1) n
CROSS JOIN LATERAL (SELECT repeat('Comment ' || n || ', with a "quote". ', 10 + n %% 70) AS words) said
"""
ANCHORS = """
INSERT INTO comments_anchor (comment_id, ordinal, type, draft_id, provision_id, quote, prefix, suffix, leads, posted_at)
SELECT c.id, 1, 'provision', c.draft_id, p.ids[c.id %% cardinality(p.ids) + 1], '', '', '', TRUE, c.posted_at
FROM comments_comment c
CROSS JOIN (SELECT array_agg(id) AS ids FROM consultations_provision WHERE draft_id = %(draft)s) p
WHERE c.round_id = %(round)s AND c.parent_id IS NULL
"""


@transaction.atomic
def insert_many(round: Round, number: int) -> None:
    """Put `number` comments (a multiple of five) into a round whose draft has provisions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(id), 0) + 1 FROM comments_comment")
        known = {
            "base": cursor.fetchone()[0],
            "number": number,
            "round": round.pk,
            "draft": round.draft_id,
            "consultation": round.consultation_id,
        }
        for statement in (COMMENTS, REVISIONS, ANCHORS):
            cursor.execute(statement, known)
        for table in ("comments_comment", "comments_commentrevision"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
