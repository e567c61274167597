"""Who agrees and who disagrees, by stakeholder group."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from comments.answer_figures import FEW, PartFigure, folded
from comments.enums import Opinion
from comments.models import Comment, Reaction
from common.localized import localized


@dataclass(frozen=True)
class GroupReactions:
    """One row: how many of a group agree and disagree. `label` names it."""

    label: str
    agree: int
    disagree: int


@dataclass(frozen=True)
class ReactionFigures:
    """`groups` are () where so few have reacted that they would tell who. What an import brought along has no group."""

    agree: int
    disagree: int
    groups: tuple[GroupReactions, ...]
    imported: GroupReactions | None


def reaction_figures(comment: Comment) -> ReactionFigures:
    """In one query over the entries of one index. Few of a group stand together with others, as with answers to
    prompts (`comments.answer_figures.folded`)."""
    rows = (
        Reaction.objects.filter(comment=comment)
        .order_by("stakeholder_group__order", "stakeholder_group__slug")
        .values_list("stakeholder_group__slug", "stakeholder_group__names", "stakeholder_group__order")
        .annotate(agree=Count("pk", Q(value=Opinion.AGREE)), disagree=Count("pk", Q(value=Opinion.DISAGREE)))
    )
    parts = [
        PartFigure(
            value=slug or "",
            label=localized(names) if names else _("Not stated"),
            count=agree + disagree,
            counts=(agree, disagree),
        )
        for slug, names, _order, agree, disagree in rows
    ]
    imported = GroupReactions(_("Brought along by an import"), comment.agree_imported, comment.disagree_imported)
    return ReactionFigures(
        agree=comment.agree_count,
        disagree=comment.disagree_count,
        groups=tuple(GroupReactions(it.label, *it.counts) for it in map(_named, folded(parts))),
        imported=imported if imported.agree or imported.disagree else None,
    )


def _named(part: PartFigure) -> PartFigure:
    if part.value != FEW:
        return part
    return replace(part, label=_("Others, taken together because few of each reacted"))
