"""The history of a provision: what it was in each draft, and what was said of it then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.models import User
from comments.citation import cited
from comments.queries.history import comments_on
from comments.views.draft import draft_or_404
from comments.views.head import head_of
from comments.views.provision import around_or_404
from comments.views.redline_compared import Comparison, compared, compared_part
from consultations.enums import LineageKind
from consultations.models import Draft, Lineage, Provision, ProvisionText
from consultations.queries.trace import trace_of


@dataclass(frozen=True)
class Stage:
    """The provision as it stood in one draft, with what that made of the draft before; `before` is what it was there.

    Where it was deleted, `text` is None and `comparison` strikes out what it was.
    """

    draft: Draft
    kind: LineageKind | None
    text: ProvisionText | None
    before: Sequence[ProvisionText] = ()
    comparison: Comparison | None = None
    count: int = 0
    is_here: bool = False

    @property
    def name(self) -> str:
        return name_of(self.text) if self.text else ""

    @property
    def names_before(self) -> list[str]:
        return [name_of(it) for it in self.before]

    @property
    def language(self) -> str:
        return (self.text or self.before[0]).language


def name_of(text: ProvisionText) -> str:
    return cited(text.provision.eid, number=text.number, heading=text.heading)


@require_safe
def provision_history(request: HttpRequest, slug: str, number: int, eid: str) -> HttpResponse:
    """What became of a provision from draft to draft, the newest first, with the comments on each."""
    draft = draft_or_404(request, slug, number)
    around = around_or_404(draft, eid)
    assert around is not None  # noqa: S101  # the address has an eid
    drafts = Draft.objects.visible_to(request.user).filter(consultation=draft.consultation_id)
    history = _History(around.provision, [*drafts.select_related("consultation").order_by("-number")], request.user)
    context = {
        "head": head_of(draft.consultation, user=request.user, at=timezone.now(), draft=draft),
        "place": "draft",
        "draft": draft,
        "provision": around.provision,
        "name": name_of(history.texts[around.provision.pk]),
        "stages": history.stages,
    }
    return render(request, "comments/provision_history.html", context)


class _History:
    def __init__(self, provision: Provision, drafts: Sequence[Draft], user: User | AnonymousUser) -> None:
        self.provision = provision
        self.drafts = drafts
        self.along, self.rows = trace_of(provision, user=user)
        self.counts = comments_on([*self.along], user=user)

    @cached_property
    def texts(self) -> Mapping[int, ProvisionText]:
        """By the provision, in the reader's language where there is one, else in the draft's."""
        languages = {draft.pk: draft.language for draft in self.drafts}
        provisions = {it.pk for row in self.rows for it in (row.provision, row.ancestor) if it} | {self.provision.pk}
        wanted = get_language() or ""
        found: dict[int, ProvisionText] = {}
        texts = ProvisionText.objects.filter(provision__in=provisions, language__in={wanted, *languages.values()})
        for text in texts.select_related("provision"):
            own = languages.get(text.provision.draft_id)
            if text.language == wanted or (text.language == own and text.provision_id not in found):
                found[text.provision_id] = text
        return found

    @property
    def stages(self) -> list[Stage]:
        return [stage for draft in self.drafts for stage in self._in(draft)]

    def _in(self, draft: Draft) -> Iterator[Stage]:
        """In the order of the draft, with what was deleted from the one before."""
        rows: dict[int, list[Lineage]] = defaultdict(list)
        for row in self.rows:
            if row.draft_id == draft.pk and row.provision_id in self.along:
                rows[row.provision_id].append(row)
            elif row.draft_id == draft.pk and row.kind == LineageKind.DELETED:
                before = [text for text in [self.texts.get(row.ancestor_id or 0)] if text]
                yield Stage(draft, LineageKind.DELETED, None, before, compared(before, None))
        here = [pk for pk in self.along if pk in self.texts and self.texts[pk].provision.draft_id == draft.pk]
        for pk in sorted(here, key=lambda it: self.texts[it].provision.order):
            yield self._stage(draft, pk, rows[pk])

    def _stage(self, draft: Draft, pk: int, rows: Sequence[Lineage]) -> Stage:
        before = [text for row in rows if (text := self.texts.get(row.ancestor_id or 0))]
        return Stage(
            draft=draft,
            kind=LineageKind(rows[0].kind) if rows else None,
            text=self.texts[pk],
            before=before,
            comparison=self._compared(pk, rows, before) if rows else None,
            count=self.counts.get(pk, 0),
            is_here=pk == self.provision.pk,
        )

    def _compared(self, pk: int, rows: Sequence[Lineage], before: Sequence[ProvisionText]) -> Comparison:
        if rows[0].kind == LineageKind.SPLIT and before:
            of_it = [row.provision_id or 0 for row in self.rows if row.ancestor_id == rows[0].ancestor_id]
            return compared_part(before[0], [self.texts[part] for part in of_it], of_it.index(pk))
        return compared(before, self.texts[pk])
