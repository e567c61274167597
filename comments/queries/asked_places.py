"""Places that a comment is to hang on, found in the draft, with their names and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.anchoring.resolving import trimmed
from comments.anchoring.selector import CONTEXT, Selector, selector_of
from comments.asked_places import AskedPlace
from comments.citation import cited
from comments.enums import AnchorType
from consultations.models import Draft, ProvisionText

SHOWN_CONTEXT = 3 * CONTEXT
"""Code points around a passage that a page shows before and after it."""


@dataclass(frozen=True)
class FoundPlace:
    """A place of the draft. `provision_name` cites the provision, `passage` are a passage's words with what stands
    around them; `language` is theirs."""

    asked: AskedPlace
    provision_name: str
    passage: Selector | None = None
    language: str = ""

    @property
    def key(self) -> str:
        return str(self.asked)

    @property
    def name(self) -> str:
        if self.asked.type == AnchorType.GAP:
            return _("After %(place)s: something is missing here") % {"place": self.provision_name}
        if self.asked.type == AnchorType.PASSAGE:
            return _("A passage of %(place)s") % {"place": self.provision_name}
        return self.provision_name


def found_places(draft: Draft, asked: Sequence[AskedPlace]) -> list[FoundPlace]:
    """In the order given, without what the draft does not have. One query."""
    eids = {it.eid for it in asked if it.eid}
    texts = ProvisionText.objects.filter(provision__draft=draft, provision__eid__in=eids).select_related("provision")
    by_eid: dict[str, dict[str, ProvisionText]] = {}
    for text in texts if eids else ():
        by_eid.setdefault(text.provision.eid, {})[text.language] = text
    found = [_found(draft, it, by_eid.get(it.eid, {})) for it in asked]
    return [it for it in found if it is not None]


def _found(draft: Draft, asked: AskedPlace, texts: dict[str, ProvisionText]) -> FoundPlace | None:
    if not asked.eid:
        return FoundPlace(asked, _("The whole draft"))
    named_by = texts.get(draft.language) or next(iter(texts.values()), None)
    if named_by is None:
        return None
    name = cited(asked.eid, number=named_by.number, heading=named_by.heading)
    if asked.span is None:
        return FoundPlace(asked, name)
    text = texts.get(asked.language)
    span = trimmed(text.text, asked.span) if text else None
    if text is None or span is None:
        return None
    return FoundPlace(asked, name, selector_of(text.text, span, context=SHOWN_CONTEXT), asked.language)
