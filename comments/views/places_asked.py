"""What a comment that is being written is about, as the address, the form or the kept text say."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest

from comments.anchoring.resolving import resolve
from comments.anchoring.selector import Selector, Span
from comments.asked_places import AskedPlace, place_at
from comments.enums import AnchorType
from comments.forms.places import PlacesForm, said_of
from comments.forms.sentences import Words
from comments.models import UnsentComment
from comments.queries.reader import ReaderProvision
from comments.views.draft import reader_language
from comments.views.jump import numbered_so
from comments.views.target import Target
from consultations.models import ProvisionText


def places_form(request: HttpRequest, target: Target, *, kept: UnsentComment | None) -> PlacesForm | None:
    """None for a reply, which inherits the places of its thread.

    The address of a page that has not been sent yet may hold a passage, described as a browser can (`quote`, `prefix`,
    `suffix`, and `start` and `end` as it counts them, in `language`), and names of further places (`also`).
    """
    if target.parent is not None:
        return None
    eid = target.provision.eid if target.provision else ""
    main = place_at(eid, is_gap=target.is_gap)
    make = partial(
        PlacesForm,
        draft=target.draft,
        main=main,
        name=lambda: target.here.place.name,
        words=partial(_words_of, target),
        find=partial(numbered_so, target.draft, reader_language(target.draft)),
    )
    if request.method == "POST":
        return make(request.POST)
    if kept is not None:
        return make(kept=kept.fields)
    chosen, problem = _passage_in(request, target)
    also = [place for name in request.GET.getlist("also") if (place := AskedPlace.read(name))]
    form = make(chosen=[chosen or main, *also])
    form.problem, form.is_choosing = problem, "choose" in request.GET
    return form


def _words_of(target: Target) -> list[Words]:
    shown = [it.provision for it in target.here.words if isinstance(it.provision, ReaderProvision)]
    return [Words(it.eid, it.number, it.language, it.text) for it in shown]


def _passage_in(request: HttpRequest, target: Target) -> tuple[AskedPlace | None, str]:
    """The passage of the address; where it has none, or leads nowhere, what to say of that."""
    asked = request.GET
    selector = Selector(
        quote=asked.get("quote", ""),
        prefix=asked.get("prefix", ""),
        suffix=asked.get("suffix", ""),
        start=_number(asked.get("start", "")),
        end=_number(asked.get("end", "")),
    )
    if target.provision is None or selector == Selector():
        return None, ""
    language = asked.get("language", target.draft.language)
    text = ProvisionText.objects.filter(provision=target.provision.pk, language=language).first()
    found = resolve(selector, text.text if text else "")
    if isinstance(found, Span):
        return AskedPlace(AnchorType.PASSAGE, target.provision.eid, language, found), ""
    return None, said_of(found)


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None
