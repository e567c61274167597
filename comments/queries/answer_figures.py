"""Figures of what a round's contributors answered, counted when they are asked for: two statements for all prompts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, QuerySet

from accounts.countries import NOT_STATED, REGIONS, region_name
from accounts.models import StakeholderGroup
from accounts.queries.regional_grouping import Members, groupings_with_members
from comments.answer_figures import (
    LEAST_SHOWN,
    OptionFigure,
    PartFigure,
    borda_points,
    folded,
    median_of,
    percent,
)
from comments.models import Answer, AnswerOption, AnswerSet
from consultations.enums import PromptKind
from consultations.models import Prompt, PromptOption, Round

Part = tuple[str, str]
"""A dimension and a value of it: ("group", "academia"), ("region", "002"); ("all", "")."""
WHOLE: Part = ("all", "")


@dataclass(frozen=True)
class PromptFigure:
    """`count` is how many contributors answered; `is_withheld` that they are too few to be shown to everybody.

    `groupings` are for the team alone: they overlap with each other and with regions, so that their differences would
    tell who has answered what, however many each holds.
    """

    prompt: Prompt
    count: int
    options: tuple[OptionFigure, ...] = ()
    median: float | None = None
    groups: tuple[PartFigure, ...] = ()
    regions: tuple[PartFigure, ...] = ()
    groupings: tuple[PartFigure, ...] = ()
    is_withheld: bool = False


@dataclass(frozen=True)
class Tallied:
    """How many contributors answered each prompt, and how often each option was chosen at each rank (0 for none)."""

    answers: Mapping[tuple[int, Part], int]
    chosen: Mapping[tuple[int, Part], Counter[int]] = field(default_factory=dict)

    def times(self, option: PromptOption, part: Part, *, kind: str) -> int:
        ranks = self.chosen.get((option.pk, part), Counter())
        return ranks[1] if kind == PromptKind.RANKING else ranks.total()

    def points(self, option: PromptOption, part: Part, *, options: int) -> int:
        return borda_points(self.chosen.get((option.pk, part), {}), options=options)


def contributors_in(round: Round) -> int:
    return AnswerSet.objects.counting().filter(round=round).count()


def figures_of(
    round: Round, prompts: Sequence[Prompt], *, to_everybody: bool, sets: QuerySet[AnswerSet] | None = None
) -> list[PromptFigure]:
    """Of the prompts in their order, from all sets of the round or only from `sets`. `to_everybody` leaves out what
    would tell who has answered what. Three queries, and one for the groupings that the team sees."""
    groupings = [] if to_everybody else [it for it in groupings_with_members() if it.is_offered]
    tallied = _tallied(AnswerSet.objects.counting().filter(round=round) if sets is None else sets, groupings)
    names = _names(tallied) | {"grouping": [(it.code, it.name) for it in groupings]}
    figures = [_figure(prompt, tallied, names) for prompt in prompts]
    return [_public(figure) for figure in figures] if to_everybody else figures


def _public(figure: PromptFigure) -> PromptFigure:
    if 0 < figure.count < LEAST_SHOWN:
        return PromptFigure(prompt=figure.prompt, count=figure.count, is_withheld=True)
    return replace(figure, groups=folded(figure.groups), regions=folded(figure.regions))


def _tallied(sets: QuerySet[AnswerSet], groupings: Sequence[Members]) -> Tallied:
    by = ("answer_set__stakeholder_group__slug", "answer_set__region", "answer_set__country")
    codes = _codes_by_country(groupings)
    answers: Counter[tuple[int, Part]] = Counter()
    rows = Answer.objects.filter(answer_set__in=sets).values_list("prompt", *by).annotate(times=Count("pk"))
    for prompt, group, region, country, times in rows:
        for part in (*_parts(group, region), *codes[country]):
            answers[prompt, part] += times
    chosen: defaultdict[tuple[int, Part], Counter[int]] = defaultdict(Counter)
    picked = AnswerOption.objects.filter(answer__answer_set__in=sets)
    columns = [f"answer__{name}" for name in by]
    counted = picked.values_list("option", "rank", *columns).annotate(times=Count("pk"))
    for option, rank, group, region, country, times in counted:
        for part in (*_parts(group, region), *codes[country]):
            chosen[option, part][rank or 0] += times
    return Tallied(answers, chosen)


def _parts(group: str | None, region: str) -> tuple[Part, Part, Part]:
    return WHOLE, ("group", group or ""), ("region", region)


def _codes_by_country(groupings: Sequence[Members]) -> Mapping[str, list[Part]]:
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for grouping in groupings:
        for country in grouping.countries:
            parts[country].append(("grouping", grouping.code))
    return parts


def _names(tallied: Tallied) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen, also with nobody: who is silent is to be seen."""
    spoken = {part for _prompt, part in tallied.answers}
    groups = [
        (it.slug, it.name) for it in StakeholderGroup.objects.order_by("order", "slug")
        if not it.retired_at or ("group", it.slug) in spoken
    ]  # fmt: skip
    regions = sorted(((code, region_name(code)) for code in REGIONS), key=lambda region: region[1])
    return {"group": groups, "region": regions}


def _figure(prompt: Prompt, tallied: Tallied, names: Mapping[str, Sequence[tuple[str, str]]]) -> PromptFigure:
    count = tallied.answers.get((prompt.pk, WHOLE), 0)
    options = list(prompt.options.all())
    rows = [
        OptionFigure(
            number=option.number,
            label=option.label,
            is_retired=option.is_retired,
            count=(times := tallied.times(option, WHOLE, kind=prompt.kind)),
            percent=percent(times, count),
            points=tallied.points(option, WHOLE, options=len(options)) if prompt.kind == PromptKind.RANKING else 0,
        )
        for option in options
    ]
    return PromptFigure(
        prompt=prompt,
        count=count,
        options=tuple(rows),
        median=median_of([row.count for row in rows]) if prompt.kind == PromptKind.SCALE else None,
        groups=tuple(_by("group", names["group"], prompt, options, tallied)),
        regions=tuple(_by("region", names["region"], prompt, options, tallied)),
        groupings=tuple(_by("grouping", names["grouping"], prompt, options, tallied)),
    )


def _by(
    dimension: str,
    names: Sequence[tuple[str, str]],
    prompt: Prompt,
    options: Sequence[PromptOption],
    tallied: Tallied,
) -> Iterable[PartFigure]:
    offered = [(value, value, label) for value, label in names]
    if tallied.answers.get((prompt.pk, (dimension, "")), 0):
        offered.append(("", NOT_STATED, region_name(NOT_STATED)))
    for key, value, label in offered:
        part = (dimension, key)
        counts = tuple(tallied.times(option, part, kind=prompt.kind) for option in options)
        is_ranking = prompt.kind == PromptKind.RANKING
        yield PartFigure(
            value=value,
            label=label,
            count=tallied.answers.get((prompt.pk, part), 0),
            counts=counts,
            points=tuple(tallied.points(it, part, options=len(options)) for it in options) if is_ranking else (),
            median=median_of(counts) if prompt.kind == PromptKind.SCALE else None,
        )
