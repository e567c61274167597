"""What a round asks of the form of a comment: how its author is shown, and how long it may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation, User
from comments.enums import Attribution
from comments.forms.comment import ReplyForm, SignedForm, WordsField
from comments.forms.speaking_for import FIELD as SPEAKING_FOR
from consultations.models import Round

FIELD = "attribution"


class AttributionField(forms.ChoiceField):
    """How the author is shown; its value is the attribution."""

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__(
            label=_("How are you shown?"),
            help_text=_(
                "Your stakeholder group and country stand with the comment in any case. Where few people share them, "
                "they may tell who you are."
            ),
            choices=choices,
            initial=choices[0][0],
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), _("Choose how you are shown: this round offers the ways below.")
            ),
        )

    def clean(self, value: Any) -> Attribution:
        return Attribution(super().clean(value))


def follow_rules(
    form: ReplyForm, round: Round, *, user: User | AnonymousUser, organisations: Sequence[Organisation]
) -> None:
    """Give the form the round's limit of length, and its question how the author is shown."""
    if round.length_limit is not None:
        limit_length(form, round.length_limit)
    ask_how_shown(form, round, user=user, organisations=organisations)


def ask_how_shown(
    form: SignedForm, round: Round, *, user: User | AnonymousUser, organisations: Sequence[Organisation]
) -> None:
    """Ask how the author is shown, where there is a choice. It is asked as well where the form, as it was sent or kept,
    says what is not offered: nobody who chose to leave the name out is named without being asked. `organisations` are
    those that `user` may speak for."""
    form.organisation = _organisation_named(user, organisations)
    choices = _choices(round, user=user, organisations=organisations, named=form.organisation)
    offered = [value for value, _label in choices]
    said = (form.data if form.is_bound else form.initial).get(FIELD)
    if choices and ((said and said not in offered) or (len(round.attributions) > 1 and offered != [Attribution.NAME])):
        form.fields[FIELD] = AttributionField(choices)
        form.order_fields([SPEAKING_FOR, FIELD])


def _organisation_named(user: User | AnonymousUser, organisations: Sequence[Organisation]) -> str | None:
    if not user.is_authenticated:
        return None
    return "" if organisations else user.organisation_name


def _choices(
    round: Round, *, user: User | AnonymousUser, organisations: Sequence[Organisation], named: str | None
) -> list[tuple[str, str]]:
    """What the round allows and this person can have, each with what readers will see where it is known."""
    name = _("By name: %(name)s") % {"name": user.name} if user.is_authenticated else _("By name")
    only = [it.name for it in organisations] or list(filter(None, [named]))
    by_organisation = (
        _("Organisation only: %(name)s") % {"name": only[0]} if len(only) == 1 else _("Organisation only, without name")
    )
    labels = {
        Attribution.NAME: name,
        Attribution.ORGANISATION: by_organisation,
        Attribution.ANONYMOUS: _("Anonymously: neither name nor organisation"),
    }
    belongs = named is None or bool(only)
    possible = [
        it for it in Attribution if it in round.attributions and (belongs or it is not Attribution.ORGANISATION)
    ]
    return [(it.value, labels[it]) for it in possible]


def limit_length(form: ReplyForm, limit: int) -> None:
    """Say how long the text may be, and count while it is typed; `limit` is in characters."""
    field = cast(WordsField, form.fields["body"])
    field.limit = limit
    most = ngettext("At most %(limit)s character.", "At most %(limit)s characters.", limit) % {"limit": limit}
    field.help_text = f"{field.help_text} {most}"
    field.widget.attrs |= {
        "data-limit": limit,
        "data-counted": _("{length} of {limit} characters"),
        "data-over": _("{length} of {limit} characters: too long by {over}"),
    }
