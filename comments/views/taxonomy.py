"""The lists that the secretariat keeps: one set of pages for all of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.countries import country
from accounts.countries.groupings import groupings
from accounts.errors import CodeTaken, LastOffered, NameTaken, Needed, WordingChangedMeanwhile
from accounts.models import RegionalGrouping, User
from accounts.permissions import can_keep_lists, signed_in
from accounts.services.term import make_term, move_term, offer_term_again, rename_term, replace_term, retire_term
from comments.forms.taxonomy import PREFIX, Change, NewTermForm, RenameForm, RetireForm, form_for, languages_of
from comments.queries.taxonomy import TAXONOMIES, Taxonomy, entries_of, history_of, uses_of
from comments.services.taxonomy import merge_entries
from common.errors import NotAllowed, StateError
from common.localized import FALLBACK
from common.models.term import Term
from consultations.languages import language_here

PAGES = require_http_methods(["GET", "HEAD", "POST"])


def keeper(request: HttpRequest) -> User:
    """Who asks. Raises NotAllowed for whom keeps no lists."""
    by = signed_in(request.user)
    if not can_keep_lists(by):
        raise NotAllowed(_("keep the lists of this site"))
    return by


def taxonomy_or_404(key: str) -> Taxonomy:
    if key not in TAXONOMIES:
        raise Http404
    return TAXONOMIES[key]


def term_or_404(taxonomy: Taxonomy, pk: int) -> Term:
    return get_object_or_404(taxonomy.model._default_manager.select_related("successor"), pk=pk)


@require_safe
@login_required
def desk_lists(request: HttpRequest) -> HttpResponse:
    """All lists, each with what it is for."""
    keeper(request)
    return render(request, "comments/lists/lists.html", {"taxonomies": TAXONOMIES.values(), "place": "lists"})


@require_safe
@login_required
def desk_list(request: HttpRequest, key: str) -> HttpResponse:
    """One list in its order, with the buttons that change it. `?moved=` is the entry whose button was pressed last: the
    keyboard goes on there."""
    keeper(request)
    taxonomy = taxonomy_or_404(key)
    context: dict[str, Any] = {
        "entries": entries_of(taxonomy),
        "moved": request.GET.get("moved", ""),
        "way": request.GET.get("way", ""),
        "kept_by_others": groupings().values() if taxonomy.model is RegionalGrouping else (),
    }
    return _page(request, "comments/lists/list.html", taxonomy, **context)


@PAGES
@login_required
def desk_term_new(request: HttpRequest, key: str) -> HttpResponse:
    """`?of=` is an entry that has changed its meaning: the form begins with what it says."""
    by, taxonomy = keeper(request), taxonomy_or_404(key)
    old = _old(request, taxonomy)
    form = form_for(taxonomy.model)(request.POST or None, model=taxonomy.model, old=old)
    if form.is_valid():
        try:
            made = _made(by, form, old)
        except (CodeTaken, NameTaken) as error:
            form.add_error("code" if isinstance(error, CodeTaken) else PREFIX + FALLBACK, str(error.message))
        else:
            messages.success(request, _("“%(name)s” is in the list, as its last entry.") % {"name": made.name})
            return redirect(_list(taxonomy, made, "up"))
    return _page(request, "comments/lists/new.html", taxonomy, status=422 if form.is_bound else 200, form=form, old=old)


@require_safe
@login_required
def desk_term(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One entry: its names, what stands under it, what can be done with it, what happened to it."""
    keeper(request)
    taxonomy = taxonomy_or_404(key)
    term = term_or_404(taxonomy, pk)
    return _term_page(request, taxonomy, term, RetireForm(others=_others(taxonomy, term)))


@PAGES
@login_required
def desk_term_edit(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Other words for the same. Where the meaning changes, nothing is saved: the form of a new entry opens instead."""
    by, taxonomy = keeper(request), taxonomy_or_404(key)
    term = term_or_404(taxonomy, pk)
    form = RenameForm(request.POST or None, term=term)
    status = 422 if form.is_bound else 200
    if form.is_valid() and form.cleaned_data["change"] == Change.MEANING:
        new = form_for(taxonomy.model)(model=taxonomy.model, old=term)
        new.initial.update({PREFIX + tag: name for tag, name in form.names.items()})
        return _page(request, "comments/lists/new.html", taxonomy, form=new, old=term)
    if form.is_valid():
        try:
            rename_term(by=by, term=term, names=form.names, seen=form.cleaned_data["seen"])
        except WordingChangedMeanwhile as error:
            form, status = _on_top(request, term), 409
            form.add_error(None, str(error.message))
        except NameTaken as error:
            form.add_error(PREFIX + FALLBACK, str(error.message))
        else:
            messages.success(request, _("The wording is saved. What was said under the entry reads so too."))
            return redirect("desk_term", key, pk)
    return _page(request, "comments/lists/edit.html", taxonomy, status=status, form=form, term=term)


@require_POST
@login_required
def desk_term_move(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One place up or down."""
    by, taxonomy = keeper(request), taxonomy_or_404(key)
    up = request.POST.get("way") != "down"
    moved = move_term(by=by, term=term_or_404(taxonomy, pk), up=up)
    place = next((it.place for it in entries_of(taxonomy).offered if it.term.pk == moved.pk), 0)
    messages.success(request, _("“%(name)s” is number %(place)s now.") % {"name": moved.name, "place": place})
    return redirect(_list(taxonomy, moved, "up" if up else "down"))


@require_POST
@login_required
def desk_term_retire(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """No longer offer an entry (`move` is “retire”), or offer it again."""
    by, taxonomy = keeper(request), taxonomy_or_404(key)
    term = term_or_404(taxonomy, pk)
    form = RetireForm(request.POST, others=_others(taxonomy, term))
    if not form.is_valid():
        return _term_page(request, taxonomy, term, form, status=422)
    try:
        if request.POST.get("move") == "offer":
            offer_term_again(by=by, term=term)
            messages.success(request, _("“%(name)s” is offered again.") % {"name": term.name})
        else:
            retire_term(by=by, term=term, successor=form.chosen)
            messages.success(request, _("“%(name)s” is no longer offered.") % {"name": term.name})
    except (LastOffered, Needed, NameTaken) as error:
        form.add_error(None, str(error.message))
        return _term_page(request, taxonomy, term, form, status=409)
    return redirect("desk_term", key, pk)


@PAGES
@login_required
def desk_term_merge(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """`?into=` shows what merging with that entry does; posting does it."""
    by, taxonomy = keeper(request), taxonomy_or_404(key)
    term = term_or_404(taxonomy, pk)
    others = _others(taxonomy, term)
    chosen = request.POST.get("into") or request.GET.get("into", "")
    into = next((it for it in others if str(it.pk) == chosen), None)
    problem = ""
    if request.method == "POST" and into is not None:
        try:
            merge_entries(by=by, double=term, into=into)
        except StateError as error:
            problem = str(error.message)
        else:
            messages.success(request, _("Merged. What was said keeps the entry that it was said with."))
            return redirect("desk_term", key, into.pk)
    context = {"term": term, "into": into, "others": others, "uses": uses_of(taxonomy, term), "problem": problem}
    status = 409 if problem else 422 if request.method == "POST" else 200
    return _page(request, "comments/lists/merge.html", taxonomy, status=status, **context)


def _page(
    request: HttpRequest, template: str, taxonomy: Taxonomy, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"taxonomy": taxonomy, "place": "lists"}
    return render(request, template, context, status=status)


def _term_page(
    request: HttpRequest, taxonomy: Taxonomy, term: Term, form: RetireForm, *, status: int = 200
) -> HttpResponse:
    countries = term.countries if isinstance(term, RegionalGrouping) else ()
    context = {
        "term": term,
        "uses": uses_of(taxonomy, term),
        "names": [(tag, language_here(tag), term.names[tag]) for tag in languages_of(term.names)],
        "countries": sorted(it.name for code in countries if (it := country(code))),
        "form": form,
        "history": history_of(term, request.GET.get("cursor", "")),
    }
    return _page(request, "comments/lists/term.html", taxonomy, status=status, **context)


def _others(taxonomy: Taxonomy, term: Term) -> list[Term]:
    return list(taxonomy.model._default_manager.filter(retired_at=None).exclude(pk=term.pk))


def _old(request: HttpRequest, taxonomy: Taxonomy) -> Term | None:
    key = request.GET.get("of", "")
    return term_or_404(taxonomy, int(key)) if key.isascii() and key.isdigit() and len(key) < 19 else None


def _made(by: User, form: NewTermForm, old: Term | None) -> Term:
    if old is not None and form.cleaned_data["replaces"]:
        return replace_term(by=by, old=old, term=form.term())
    return make_term(by=by, term=form.term())


def _list(taxonomy: Taxonomy, term: Term, way: str) -> str:
    return f"{reverse('desk_list', args=[taxonomy.key])}?moved={term.pk}&way={way}"


def _on_top(request: HttpRequest, term: Term) -> RenameForm:
    """The same words as a change of what is stored now: saving them once more is a decision."""
    data = request.POST.copy()
    data["seen"] = type(term)._default_manager.get(pk=term.pk).fingerprint
    return RenameForm(data, term=term)
