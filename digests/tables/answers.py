"""Two tables of what contributors answered to the prompts of the selected rounds: `prompts`, the figures, in every
digest, and `answers`, who has answered what, for staff only. Names and order of columns are a contract
(`docs/formats.md`). There are no such tables where no round asks anything.

Labels stand in the first language of the consultation, whatever the language of the worker: the same state gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from accounts.countries import NOT_STATED
from accounts.countries.m49 import REGION_NAMES
from comments.answer_figures import FEW, PartFigure
from comments.enums import Attribution
from comments.given import Given
from comments.models import Answer, AnswerSet
from comments.queries.answer_figures import PromptFigure, figures_of
from comments.queries.answers import chosen_in_order
from common.localized import stored_words
from consultations.enums import PromptKind
from consultations.models import Prompt, PromptOption, Round
from digests.enums import Audience
from digests.tables.columns import CellType, Column
from digests.tables.selection import Selection

NUMBER, TIME, BOOLEAN = CellType.NUMBER, CellType.TIME, CellType.BOOLEAN
SETS_AT_ONCE = 200
PROMPT_COLUMNS = (
    Column("round", type=NUMBER),
    Column("prompt"),
    Column("kind"),
    Column("provision_eid"),
    Column("wording"),
    Column("required", type=BOOLEAN),
    Column("retired", type=BOOLEAN),
    Column("by"),
    Column("value"),
    Column("contributors", type=NUMBER),
    Column("option", type=NUMBER),
    Column("option_label"),
    Column("count", type=NUMBER),
    Column("points", type=NUMBER),
)
SET_COLUMNS = (
    Column("answers_id"),
    Column("round", type=NUMBER),
    Column("answered_at", type=TIME),
    Column("changed_at", type=TIME),
    Column("author_name"),
    Column("organisation"),
    Column("stakeholder_group"),
    Column("country"),
    Column("region"),
    Column("subregion"),
    Column("attribution"),
    Column("organisation_verified", type=BOOLEAN),
    Column("late", type=BOOLEAN),
)
FILTERS = {
    "stakeholder_group": "stakeholder_group__slug",
    "country": "country",
    "region": "region",
    "subregion": "subregion",
    "attribution": "attribution",
}
"""Those of the comment table that answers know, too; the others narrow comments alone."""

Row = list[Any]


@dataclass(frozen=True)
class MoreTable:
    """A table beside those of comments; its rows can be read once. `expected` is how many the database counts."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    expected: int | None = None


def answer_tables(selection: Selection) -> list[MoreTable]:
    """To be read in the snapshot in which it is called."""
    prompts = _prompts_of(selection)
    if not prompts:
        return []
    tables = [MoreTable("prompts", PROMPT_COLUMNS, list(_prompt_rows(prompts, selection)))]
    if selection.audience is Audience.STAFF:
        sets = _sets(selection, {prompt.round_id for prompt in prompts})
        columns = [*SET_COLUMNS, *(Column(name_of(it), type=_type_of(it)) for it in prompts)]
        tables.append(MoreTable("answers", columns, _set_rows(sets, prompts), expected=sets.count()))
    return tables


def name_of(prompt: Prompt) -> str:
    """The prompt's name in both tables: its round's number and its own, which never goes to another."""
    return f"prompt_{prompt.round.number}_{prompt.number}"


def _type_of(prompt: Prompt) -> CellType:
    return NUMBER if prompt.kind == PromptKind.SCALE else CellType.TEXT


def _prompts_of(selection: Selection) -> list[Prompt]:
    rounds = Round.objects.filter(consultation=selection.consultation_id)
    if selection.round_ids:
        rounds = rounds.filter(pk__in=selection.round_ids)
    prompts = Prompt.objects.filter(round__in=rounds).order_by("round__number", "order")
    options = Prefetch("options", PromptOption.objects.order_by("number"))
    return list(prompts.select_related("round__consultation").prefetch_related(options))


def _sets(selection: Selection, rounds: Iterable[int]) -> QuerySet[AnswerSet]:
    wanted = Q()
    for name, column in FILTERS.items():
        if values := selection.filters.get(name):
            stated = [value for value in values if value != NOT_STATED]
            nothing = {f"{column}__isnull": True} if name == "stakeholder_group" else {column: ""}
            wanted &= Q(**{f"{column}__in": stated}) | (Q(**nothing) if NOT_STATED in values else Q(pk=None))
    return AnswerSet.objects.counting().filter(wanted, round__in=rounds)


def _prompt_rows(prompts: Sequence[Prompt], selection: Selection) -> Iterator[Row]:
    """Of the public the figures of whole rounds: filters on top of each other would single people out."""
    is_public = selection.audience is Audience.PUBLIC
    for round in dict.fromkeys(prompt.round for prompt in prompts):
        asked = [prompt for prompt in prompts if prompt.round_id == round.pk]
        sets = None if is_public else _sets(selection, [round.pk])
        for figure in figures_of(round, asked, to_everybody=is_public, sets=sets):
            yield from _figure_rows(figure)


def _figure_rows(figure: PromptFigure) -> Iterator[Row]:
    prompt = figure.prompt
    facts = [
        prompt.round.number,
        name_of(prompt),
        prompt.kind,
        prompt.eid or None,
        _words(prompt.wordings, prompt),
        prompt.is_required,
        prompt.is_retired,
    ]
    options = list(prompt.options.all())
    whole = PartFigure(
        value="",
        label="",
        count=figure.count,
        counts=tuple(it.count for it in figure.options),
        points=tuple(it.points for it in figure.options),
    )
    parts = [("all", [whole]), ("stakeholder_group", figure.groups), ("region", figure.regions)]
    for by, rows in parts:
        for part in rows:
            if part.count or by == "all":
                yield from (
                    [*facts, by, _value(by, part), part.count, *cells] for cells in _cells(part, options, prompt)
                )


def _cells(part: PartFigure, options: Sequence[PromptOption], prompt: Prompt) -> Iterator[Row]:
    """An option a line; one line without an option of free text, and where the options are withheld."""
    if not part.counts:
        yield [None, None, None, None]
        return
    points = part.points if prompt.kind == PromptKind.RANKING else [None] * len(options)
    for option, count, score in zip(options, part.counts, points, strict=True):
        yield [option.number, _words(option.labels, prompt), count, score]


def _value(by: str, part: PartFigure) -> str | None:
    return REGION_NAMES.get(part.value, part.value) if by == "region" and part.value != FEW else part.value or None


def _set_rows(sets: QuerySet[AnswerSet], prompts: Sequence[Prompt]) -> Iterator[Row]:
    answers = Prefetch("answers", Answer.objects.prefetch_related(chosen_in_order()))
    rows = sets.select_related("round", "stakeholder_group").prefetch_related(answers)
    for found in rows.order_by("round__number", "answered_at", "pk").iterator(chunk_size=SETS_AT_ONCE):
        given = {
            it.prompt_id: Given(tuple(chosen.option.number for chosen in it.chosen.all()), it.text)
            for it in found.answers.all()
        }
        yield [*_tags(found), *(_cell(prompt, given.get(prompt.pk)) for prompt in prompts)]


def _tags(found: AnswerSet) -> Row:
    """Names as the attribution allows, for staff too: a promise of anonymity binds every digest."""
    shows_organisation = found.attribution != Attribution.ANONYMOUS
    return [
        str(found.key),
        found.round.number,
        _instant(found.answered_at),
        _instant(found.changed_at),
        (found.author_name or None) if found.attribution == Attribution.NAME else None,
        (found.organisation_name or None) if shows_organisation else None,
        found.stakeholder_group.slug if found.stakeholder_group else None,
        found.country or None,
        REGION_NAMES.get(found.region),
        REGION_NAMES.get(found.subregion),
        found.attribution,
        found.organisation_verified if shows_organisation else None,
        found.late,
    ]


def _cell(prompt: Prompt, given: Given | None) -> str | int | None:
    """Labels joined with `; `, of a ranking in the order of preference; of a scale the point's number; or the text."""
    if given is None or given.is_nothing:
        return None
    if prompt.kind == PromptKind.TEXT:
        return given.text
    if prompt.kind == PromptKind.SCALE:
        return given.options[0]
    labels = {option.number: _words(option.labels, prompt) for option in prompt.options.all()}
    return "; ".join(labels[number] for number in given.options)


def _words(words: dict[str, str], prompt: Prompt) -> str:
    return stored_words(words, fallback=prompt.round.consultation.language)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
