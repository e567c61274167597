"""How a provision is cited where its page is not at hand: “Article 5, paragraph 2”."""

from __future__ import annotations

import re

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.enums import ProvisionKind
from consultations.readers.eids import ABBREVIATIONS

BARE = re.compile(r"[\W_]*(\w{1,5})[\W_]*")
"""A number that says nothing of its kind: “2.”, “(a)”, “iv)”."""

_KINDS = {abbreviation: kind for kind, abbreviation in ABBREVIATIONS.items()}


def cited(eid: str, *, number: str, heading: str) -> str:
    """By its own number and heading where they say enough; else by its address, which names what it stands in.

    What has no number is not named on the way to what stands in it: “Article 2, point e”.
    """
    own = f"{number.rstrip('. ')}: {heading}" if number and heading else number or heading
    if "__" in eid and (not own or (BARE.fullmatch(number) and not heading)):
        *above, last = eid.split("__")
        parts = [named_by_address(part) for part in [*(it for it in above if "_nn_" not in it), last]]
        return capfirst(pgettext("between the parts of a citation, such as Article 5, paragraph 2", ", ").join(parts))
    return own or capfirst(named_by_address(eid))


def named_by_address(part: str) -> str:
    """The last part of an eid in words: what has neither number nor heading is “unnumbered paragraph 1” everywhere."""
    abbreviation, _underscore, number = part.partition("_")
    kind: ProvisionKind | None = _KINDS.get(abbreviation)
    if kind is None:
        return part
    label = str(kind.label).lower()
    if number.startswith("nn_"):
        return _("unnumbered %(kind)s %(position)s") % {"kind": label, "position": number.removeprefix("nn_")}
    if not number:
        return label
    return pgettext("such as: article 5", "%(kind)s %(number)s") % {"kind": label, "number": number}
