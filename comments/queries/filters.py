"""The filters of every list of comments, and its order: read from an address, written into one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from accounts.countries import NOT_STATED, REGIONS
from accounts.countries.m49 import REGION_NAMES
from accounts.models import StakeholderGroup, User
from accounts.queries.regional_grouping import countries_of
from comments.asked_places import AskedPlace
from comments.enums import Kind, Position, Sort, Status
from comments.models import Comment, ResponseTarget
from comments.queries.about import hangs_on
from comments.queries.here import NOWHERE, Here
from consultations.languages import is_language

ANSWERED, UNANSWERED = "yes", "no"
ON = "1"
WORDED = ("group", "region", "position", "kind", "language", "about", "answered")


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; "" and False do not narrow.

    `group` is a group's slug, `region` an M49 code of a top region or the code of a grouping, whose `countries` stand
    beside it; either may be NOT_STATED. `about` names a place that threads hang on (`comments.asked_places`). `mine`
    and `new` are of the reader that `here` names. `unknown` names the filters whose value nobody knows, or that this
    reader cannot use: they were ignored, and the page says so.
    """

    group: str = ""
    region: str = ""
    position: str = ""
    kind: str = ""
    language: str = ""
    about: str = ""
    answered: str = ""
    mine: bool = False
    new: bool = False
    sort: Sort = Sort.NEWEST
    group_id: int | None = None
    countries: tuple[str, ...] = ()
    here: Here = NOWHERE
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, params: QueryDict, here: Here = NOWHERE, *, only: Collection[str] = ()) -> Filters:
        """From an address such as `?group=academia&region=002`; retired groups and groupings are known. Of lists that
        have but a few filters, `only` these are read. A query for the group, and one for a grouping of ours."""
        group, region = params.get("group", ""), params.get("region", "")
        group_id, countries = _group_id(group), _countries_of(region)
        known = {
            "group": group == NOT_STATED or group_id is not None,
            "region": region == NOT_STATED or region in REGIONS or bool(countries),
            "position": params.get("position", "") in Position.values,
            "kind": params.get("kind", "") in Kind.values,
            "language": is_language(params.get("language", "")),
            "about": AskedPlace.read(params.get("about", "")) is not None,
            "answered": params.get("answered", "") in (ANSWERED, UNANSWERED),
            "mine": params.get("mine", "") == ON and here.reader is not None,
            "new": params.get("new", "") == ON and here.since is not None,
            "sort": params.get("sort", "") in Sort.values,
        }
        asked = {name: value for name in only or known if (value := params.get(name, ""))}
        values = {name: value for name, value in asked.items() if known[name]}
        return cls(
            **{name: values.get(name, "") for name in WORDED},
            mine="mine" in values,
            new="new" in values,
            sort=Sort(values.get("sort", Sort.NEWEST)),
            group_id=group_id,
            countries=countries,
            here=here,
            unknown=tuple(name for name in asked if not known[name]),
        )

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows the list, by the names of the address."""
        worded = {name: str(getattr(self, name)) for name in WORDED}
        return {name: value for name, value in worded.items() if value} | {
            name: ON for name in ("mine", "new") if getattr(self, name)
        }

    @property
    def narrow(self) -> bool:
        return bool(self.chosen)

    @property
    def query(self) -> str:
        """As part of an address, for links to further pages of the list."""
        order = {"sort": self.sort.value} if self.sort != Sort.NEWEST else {}
        return urlencode({**self.chosen, **order})

    def without(self, name: str) -> Filters:
        """The others alone."""
        nothing: dict[str, Any] = {name: False if name in ("mine", "new") else ""}
        return replace(self, **nothing, countries=() if name == "region" else self.countries)

    def of_comments(self) -> Q:
        """On comments, first ones and replies, each for itself."""
        condition = self._said("")
        if self.mine:
            condition &= Q(author=self.here.reader)
        if self.new:
            condition &= self.here.news()
        return condition

    def of_threads(self, user: User | AnonymousUser, prefix: str = "") -> Q:
        """On first comments, or on what leads to one by `prefix` (such as "comment__"). What is `mine` or `new` may be
        any comment of the thread that the reader may see."""
        condition = self._said(prefix)
        said_here = Comment.objects.visible_to(user).filter(consultation=self.here.consultation)
        if self.mine:
            condition &= Q(**{f"{prefix}pk__in": said_here.filter(author=self.here.reader).values("root")})
        if self.new:
            condition &= Q(**{f"{prefix}pk__in": said_here.filter(self.here.news()).values("root")})
        return condition

    def _said(self, prefix: str) -> Q:
        condition = Q()
        if self.group == NOT_STATED:
            condition &= Q(**{f"{prefix}stakeholder_group__isnull": True})
        elif self.group:
            condition &= Q(**{f"{prefix}stakeholder_group": self.group_id})
        if self.countries:
            condition &= Q(**{f"{prefix}country__in": self.countries})
        elif self.region:
            condition &= Q(**{f"{prefix}region": "" if self.region == NOT_STATED else self.region})
        for name in ("position", "kind", "language"):
            if value := getattr(self, name):
                condition &= Q(**{f"{prefix}{name}": value})
        if self.position or self.kind:
            condition &= Q(**{f"{prefix}parent": None})  # What only first comments have is found by their index.
        if (about := AskedPlace.read(self.about)) is not None:
            condition &= hangs_on(about, root=f"{prefix}root")
        if self.answered:
            is_answered = Q(Exists(ResponseTarget.objects.filter(comment=OuterRef(f"{prefix}pk"))))
            published = Q(**{f"{prefix}status": Status.PUBLISHED})
            condition &= is_answered if self.answered == ANSWERED else published & ~is_answered
        return condition


def _countries_of(code: str) -> tuple[str, ...]:
    """Of a grouping; comments carry the regions of M49 themselves."""
    if not code or code == NOT_STATED or code in REGION_NAMES:
        return ()
    return tuple(sorted(countries_of(code)))


def _group_id(slug: str) -> int | None:
    if not slug or slug == NOT_STATED or "\x00" in slug:
        return None
    return StakeholderGroup.objects.filter(slug=slug).values_list("pk", flat=True).first()
