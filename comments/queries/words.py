"""What was typed, as one query of PostgreSQL's text search in every language that occurs."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, TextField, Value
from django.db.models.expressions import Combinable

from comments.asked_words import Asked
from comments.enums import SearchProblem
from comments.passages import BEGIN, END
from consultations.models import Consultation

PARSED = """
WITH RECURSIVE said (name) AS (
    SELECT min(configuration) FROM comments_commentwords
    UNION ALL
    SELECT (SELECT min(configuration) FROM comments_commentwords WHERE configuration > said.name) FROM said
    WHERE said.name IS NOT NULL
), written (name) AS (
    SELECT min(configuration) FROM consultations_provisionwords
    UNION ALL
    SELECT (SELECT min(configuration) FROM consultations_provisionwords WHERE configuration > written.name) FROM written
    WHERE written.name IS NOT NULL
)
SELECT name, query::text, querytree(query)
FROM (SELECT name FROM said UNION SELECT name FROM written) AS spoken (name),
    LATERAL websearch_to_tsquery(('comity_' || name)::regconfig, %s) AS query
WHERE name IS NOT NULL
ORDER BY name
"""
"""Each language is one step in an index, however many comments are in it."""

SHORT_PASSAGES = (
    f"StartSel={BEGIN}, StopSel={END}, MaxFragments=2, MaxWords=28, MinWords=12, ShortWord=0, FragmentDelimiter=' … '"
)


def tsquery_of(asked: Asked, consultation: Consultation | None = None) -> str | SearchProblem:
    """In the notation of a tsquery. Every text is asked in its own language: what is one word in French and another in
    English finds in both, and what is excluded is excluded in both. One query."""
    with connection.cursor() as cursor:
        cursor.execute(PARSED, [asked.words])
        rows: list[tuple[str, str, str]] = cursor.fetchall()
    signs = [f"'{sign}':*" if wanted else f"!'{sign}':*" for sign, wanted in asked.signs]
    has_sign = any(wanted for _sign, wanted in asked.signs)
    languages = defaultdict(list)
    for name, query, tree in rows:
        if has_sign or tree not in ("", "T"):
            languages[" & ".join([*([f"( {query} )"] if query else []), *signs])].append(f"'L{name}'")
    if not languages:
        excludes = signs or any(tree == "T" for _name, _query, tree in rows)
        return SearchProblem.EXCLUDES_ONLY if excludes else SearchProblem.NO_WORD
    everywhere = " | ".join(_in_languages(query, names, of=len(rows)) for query, names in languages.items())
    return f"( {everywhere} ) & 'C{consultation.pk}'" if consultation else everywhere


def _in_languages(query: str, names: list[str], *, of: int) -> str:
    """What is the same word in all languages need not be asked for in each."""
    return f"( {query} )" if len(names) == of else f"( {query} & ( {' | '.join(names)} ) )"


class Finds(Func):
    """The condition that a vector has what a tsquery asks."""

    arg_joiner = " @@ "
    template = "%(expressions)s::tsquery"

    def __init__(self, vector: str, query: str) -> None:
        super().__init__(F(vector), Value(query), output_field=BooleanField())


class Rank(Func):
    """How well a vector answers a tsquery."""

    template = "ts_rank(%(expressions)s::tsquery)"

    def __init__(self, vector: str, query: str) -> None:
        super().__init__(F(vector), Value(query), output_field=FloatField())


class Marked(Func):
    """A short passage or two of a text in which what was asked is marked, by the stems of the text's own language."""

    function = "comity_passage"
    output_field = TextField()

    def __init__(self, *, language: str, words: Combinable, asked: Asked) -> None:
        super().__init__(F(language), words, Value(asked.words), Value(BEGIN + END), Value(SHORT_PASSAGES))
