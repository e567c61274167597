from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comments.enums import Attribution, Kind, Position
from comments.errors import NoOrganisationToName
from comments.forms.places import PlacesForm
from comments.limits import POSTED_WORDS
from common.fields import LongTextField
from common.honeypot import HoneypotForm
from common.models import StoredFile
from common.text import is_blank


class WordsField(LongTextField):
    """What somebody says. Its length is bounded on our side only, so that no browser cuts off what was pasted.

    `limit` is in characters (code points, a line's end being one), as `static/js/length.js` counts while one types.
    """

    limit = POSTED_WORDS

    def __init__(self, *, rows: int, css: str = "", **kwargs: Any) -> None:
        attrs = {"rows": rows, "dir": "auto", "class": f"form-control {css}".strip(), "data-kept": "true"}
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        over = len(value) - self.limit
        if over > 0:
            raise forms.ValidationError(
                ngettext(
                    "The text may have %(limit)s characters. Shorten it by %(over)s character.",
                    "The text may have %(limit)s characters. Shorten it by %(over)s characters.",
                    over,
                ),
                code="too_long",
                params={"limit": self.limit, "over": over},
            )


class SignedForm(HoneypotForm):
    """What somebody says, for whom and how shown: `forms.speaking_for` and `forms.round_rules` add these questions."""

    organisation: str | None = None
    """The one that is named where nobody is spoken for; "" where there is none, None where nobody is known yet."""

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        names_it = said.get("speaking_for") or self.organisation != ""
        if said.get("attribution") == Attribution.ORGANISATION and not names_it:
            self.add_error("attribution", str(NoOrganisationToName().message))
        return said


class ReplyForm(SignedForm):
    """A reply. `submission_id` is made when the form is shown: however often it is sent, it makes one comment."""

    body = WordsField(
        label=_("Your reply"),
        rows=7,
        help_text=_("It becomes public. You may write **bold**, *italic*, lists and [links](https://…)."),
        error_messages={"required": _("Write what you want to say.")},
    )
    submission_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"),
            _("The form arrived incomplete. Copy your text, reload the page and post it again."),
        ),
    )

    places: PlacesForm | None = None
    attached: Sequence[StoredFile] = ()
    """What the comment is about, which stands beside its words; a reply inherits it."""

    def is_valid(self) -> bool:
        """Both are looked at, so that all that is wrong is said at once."""
        are_places_valid = self.places is None or self.places.is_valid()
        return super().is_valid() and are_places_valid

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"submission_id": uuid4(), **(initial or {})})


class CommentForm(ReplyForm):
    """A first comment on the whole draft: no wording can be proposed there."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[choice for choice in Kind.choices if choice[0] != Kind.WORDING],
        widget=forms.RadioSelect,
        initial=Kind.GENERAL,
    )
    position = forms.ChoiceField(
        label=_("Your position"), choices=Position, widget=forms.RadioSelect, initial=Position.NONE
    )

    field_order = ["position", "kind", "body", "proposed_wording", "submission_id"]

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["body"].label = _("Your comment")
        for name in ("kind", "position"):
            self.fields[name].widget.attrs["class"] = "form-check-input"


class ProvisionCommentForm(CommentForm):
    """A first comment on a provision, whose words are asked for where they are needed. A wording is required, and must
    differ from them, for the kind “proposed wording”."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind, widget=forms.RadioSelect, initial=Kind.GENERAL)
    proposed_wording = WordsField(
        label=_("Wording that you propose"),
        rows=7,
        css="legal",
        required=False,
        help_text=_("The draft's own words stand here: change them. Sent only with “Proposed wording”."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        provision_text: Callable[[], str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"proposed_wording": provision_text, **(initial or {})})
        self.provision_text = provision_text

    def clean_proposed_wording(self) -> str:
        wording: str = self.cleaned_data["proposed_wording"]
        if self.cleaned_data.get("kind") == Kind.WORDING and not _differs(wording, self.provision_text()):
            raise forms.ValidationError(gettext("Change the words of the draft, or choose another kind of comment."))
        return wording


def _differs(wording: str, original: str) -> bool:
    """Whether a wording says something, and something else than the draft; white space aside."""
    return not is_blank(wording) and wording.split() != original.split()
