"""What a comment is about: asked beside the form that takes the words, and kept with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comments.anchoring.resolving import Missing, Repeated, resolve
from comments.anchoring.selector import Selector, Span
from comments.anchoring.sentences import sentences
from comments.asked_places import MOST_PLACES, AskedPlace, place_at
from comments.enums import AnchorType
from comments.forms.sentences import MOST_SENTENCES, Stretch, Words, runs_of
from comments.numbers import Found
from comments.queries.asked_places import FoundPlace, found_places
from consultations.models import Draft

UPDATE = "update_places"
"""The button that takes in what is chosen and shows the form again, without posting."""

LISTED = "places_listed"

MOST_NAMED = 4
"""Of the provisions that a number may mean so many are named at most."""


class PlacesField(forms.MultipleChoiceField):
    """Names of places (`comments.asked_places`); those that are none are refused."""

    widget = forms.MultipleHiddenInput

    def validate(self, value: list[str]) -> None:
        if any(AskedPlace.read(it) is None for it in value):
            raise forms.ValidationError(
                gettext("One of the places has an address that we do not know. Choose it again.")
            )


class PlacesForm(forms.Form):
    """`main` is the place whose address the page has. `name` gives its name, `words` those of its provision and of what
    stands in it, `find` provisions by a number; they are called where they are needed. What is chosen of the sentences
    stands instead of the whole provision. `asked` are the places, once valid.
    """

    places = PlacesField(required=False)
    sentences = forms.MultipleChoiceField(
        label=_("Its sentences"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    words = forms.CharField(
        label=_("Or only these words of it"),
        required=False,
        max_length=10_000,
        help_text=_("Copy them from the text above, exactly as they stand there."),
        widget=forms.TextInput(attrs={"class": "form-control", "dir": "auto"}),
    )
    also = forms.CharField(
        label=_("Number of the provision"),
        required=False,
        max_length=200,
        help_text=_("Such as “Article 7” or “5.2”."),
        widget=forms.TextInput(attrs={"class": "form-control", "dir": "auto"}),
    )

    is_choosing = False
    """Whether the passages are shown at once."""

    problem = ""
    """What became of a passage that the address named and the provision does not have."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        draft: Draft,
        main: AskedPlace,
        name: Callable[[], str],
        words: Callable[[], Sequence[Words]],
        find: Callable[[str], Found],
        kept: Mapping[str, str] | None = None,
        chosen: Sequence[AskedPlace] = (),
    ) -> None:
        """`kept` is what `typed` gave earlier; `chosen` are the places to begin with."""
        kept = kept or {}
        places = kept.get("places", "").split() or [str(it) for it in chosen or [main]]
        initial = {**kept, "places": places, "sentences": kept.get("sentences", "").split()}
        super().__init__(data, initial=initial, auto_id="id_place_%s")
        self.draft, self.main, self.name_of_it, self.words_of_it, self.find = draft, main, name, words, find
        self.fields["sentences"].choices = self._choices  # type: ignore[attr-defined]  # a field with choices

    @cached_property
    def asked(self) -> list[AskedPlace]:
        asked: list[AskedPlace] = self.cleaned_data["asked"]
        return asked

    def hung(self, *, is_wording: bool) -> list[AskedPlace]:
        """Where the comment hangs. A wording stands in place of the whole of `main`, which then comes first."""
        if is_wording and self.asked[0].eid != self.main.eid:
            return [self.main, *(it for it in self.asked if it != self.main)]
        return self.asked

    @property
    def typed(self) -> dict[str, str]:
        """What was chosen and typed, to be kept with the words; lists are joined with spaces."""
        if self.is_bound and self.is_valid():
            return {"places": " ".join(map(str, self.asked))}
        lists = {name: " ".join(self[name].value() or []) for name in ("places", "sentences")}
        return lists | {name: self[name].value() or "" for name in ("words", "also")}

    def settled(self) -> PlacesForm:
        """The same form, once valid, with what was chosen as its places and nothing else filled in."""
        return PlacesForm(
            draft=self.draft,
            main=self.main,
            name=self.name_of_it,
            words=self.words_of_it,
            find=self.find,
            chosen=self.asked,
        )

    @cached_property
    def found(self) -> list[FoundPlace]:
        """The places as the page lists them: those that were asked for, and exist."""
        names = self["places"].value() or [str(self.main)]
        asked = [place for name in names if (place := AskedPlace.read(name))]
        if asked == [self.main]:
            return [FoundPlace(self.main, self.name_of_it())]
        return found_places(self.draft, list(dict.fromkeys(asked))[:MOST_PLACES])

    @property
    def has_passages(self) -> bool:
        """Whether the page lists one at least."""
        return any(it.passage for it in self.found)

    @property
    def opens_sentences(self) -> bool:
        return bool(self.is_choosing or self["words"].errors or self["words"].value() or self["sentences"].value())

    @property
    def opens_further(self) -> bool:
        return bool(self["also"].errors or self["also"].value())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        names = said["places"]
        if not names and self.data.get(LISTED):
            self.add_error("places", gettext("Tick at least one place that your comment is about."))
            return said
        asked = [place for name in names if (place := AskedPlace.read(name))] or [self.main]
        asked = list(dict.fromkeys([*self._narrowed(asked), *self._further()]))
        if len(asked) > MOST_PLACES:
            self.add_error("places", _too_many(len(asked)))
        return {**said, "asked": asked}

    def say_not_there(self) -> None:
        """After posting was refused because the draft has no such place."""
        self.add_error("places", gettext("One of the places is not in this draft. It was taken away."))

    @cached_property
    def sections(self) -> list[Words]:
        """What passages can be chosen from; nothing in a gap or of the whole draft."""
        return [it for it in self.words_of_it() if it.text] if self.main.type == AnchorType.PROVISION else []

    @cached_property
    def listed(self) -> list[Stretch]:
        """The sentences that can be ticked."""
        every = (Stretch(words, span) for words in self.sections for span in sentences(words.text))
        return list(islice(every, MOST_SENTENCES))

    @property
    def is_cut(self) -> bool:
        return len(self.listed) == MOST_SENTENCES

    def _choices(self) -> list[tuple[str, str]]:
        return [(str(it.place), it.text) for it in self.listed]

    def _narrowed(self, asked: list[AskedPlace]) -> list[AskedPlace]:
        """With the chosen sentences or words in place of the whole provision, where there are any."""
        passages = self._passages()
        if not passages:
            return asked
        return [*passages, *(it for it in asked if it != self.main)]

    def _passages(self) -> list[AskedPlace]:
        ticked = set(self.cleaned_data["sentences"])
        runs = runs_of(self.listed, ticked)
        if written := self.cleaned_data["words"].strip():
            found = self._words_in(written, runs or [Stretch(it, Span(0, len(it.text))) for it in self.sections])
            runs = [found] if found else []
        return [run.place for run in runs]

    def _words_in(self, written: str, stretches: Sequence[Stretch]) -> Stretch | None:
        """Where these words stand: among the chosen sentences if there are any, else in the provision."""
        found = [(it, resolve(Selector(written), it.text)) for it in stretches]
        there = [
            Stretch(it.words, Span(it.span.start + span.start, it.span.start + span.end))
            for it, span in found
            if isinstance(span, Span)
        ]
        count = len(there) + sum(it.count for _stretch, it in found if isinstance(it, Repeated))
        if count == 1:
            return there[0]
        self.add_error("words", _words_nowhere(count))
        return None

    def _further(self) -> list[AskedPlace]:
        written = self.cleaned_data["also"].strip()
        if not written:
            return []
        found = self.find(written)
        if len(found.hits) != 1:
            self.add_error("also", _no_such_number(written, found))
            return []
        return [place_at(found.hits[0].eid)]


def said_of(found: Missing | Repeated) -> str:
    """Why a passage that was selected elsewhere is not the one that the form begins with."""
    if isinstance(found, Repeated):
        return ngettext(
            "The words that you selected stand %(count)s time in this provision, and it is not clear which are meant."
            " Choose the passage below.",
            "The words that you selected stand %(count)s times in this provision, and it is not clear which are meant."
            " Choose the passage below.",
            found.count,
        ) % {"count": found.count}
    return gettext(
        "The words that you selected do not stand in this provision, so the form is about the whole of it. Choose the"
        " passage below if you mean less."
    )


def _words_nowhere(count: int) -> str:
    if not count:
        return gettext("These words do not stand there. Copy them exactly, or tick the sentences.")
    return ngettext(
        "These words stand there %(count)s time. Copy more of what stands around them, or tick their sentence.",
        "These words stand there %(count)s times. Copy more of what stands around them, or tick their sentence.",
        count,
    ) % {"count": count}


def _no_such_number(written: str, found: Found) -> str:
    if found.hits:
        names = ", ".join(it.name for it in found.hits[:MOST_NAMED])
        return gettext("“%(number)s” may be: %(names)s. Say which, with what it stands in.") % {
            "number": written,
            "names": f"{names} …" if len(found.hits) > MOST_NAMED else names,
        }
    if found.nearest:
        return gettext("This draft has no provision “%(number)s”. The nearest is: %(name)s.") % {
            "number": written,
            "name": found.nearest.name,
        }
    return gettext("This draft has no provision “%(number)s”. Write its number as the draft prints it.") % {
        "number": written
    }


def _too_many(count: int) -> str:
    return gettext(
        "A comment can be about %(most)s places at most; you have chosen %(count)s. Take some away, or comment on the"
        " whole draft."
    ) % {"most": MOST_PLACES, "count": count}
