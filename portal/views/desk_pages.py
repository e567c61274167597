from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import signed_in
from common.keyset import paginate
from common.markup import render_page
from consultations.languages import is_language, language_name
from consultations.views.desk import require
from portal.enums import SitePage
from portal.forms.site_page import AnotherLanguageForm, SitePageForm
from portal.models import SitePageRevision
from portal.permissions import can_edit_site_pages
from portal.queries.site_page import PageWords, all_words, revision_words, words_of
from portal.services.site_page import ChangedMeanwhile, edit_site_page

VERSIONS = 20


@require_safe
@login_required
def desk_pages(request: HttpRequest) -> HttpResponse:
    """The pages of the site in each of their languages; another language is chosen with a form that leads there."""
    _require_editor(request)
    form = AnotherLanguageForm(request.GET if "language" in request.GET else None)
    if form.is_valid():
        return redirect("desk_page", form.cleaned_data["page"], form.cleaned_data["language"])
    pages = [(page, [(it, language_name(it.language)) for it in words.values()]) for page, words in all_words().items()]
    return render(request, "portal/desk_pages.html", {"pages": pages, "form": form, "place": "pages"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_page(request: HttpRequest, page: SitePage, language: str) -> HttpResponse:
    """One page in one language, its preview and its earlier versions. `?from=3` begins with the text of version 3."""
    _require_editor(request)
    current = _current(page, language)
    if request.method == "POST":
        return _save(request, page, language)
    start = _version(page, language, request.GET["from"]) if "from" in request.GET else current
    form = SitePageForm(language=language, initial=_initial(start, current.number))
    return _form_page(request, page, language, form)


@require_safe
@login_required
def desk_page_version(request: HttpRequest, page: SitePage, language: str, number: int) -> HttpResponse:
    """What the page said from one change to the next."""
    _require_editor(request)
    current = _current(page, language)
    words = _version(page, language, str(number))
    context = {"words": words, "current": current, "html": render_page(words.body), **_about(page, language)}
    return render(request, "portal/desk_page_version.html", context)


def _save(request: HttpRequest, page: SitePage, language: str) -> HttpResponse:
    form = SitePageForm(request.POST, language=language, initial={})
    if not form.is_valid():
        return _form_page(request, page, language, form, status=422)
    said = form.cleaned_data
    if "preview" in request.POST:
        return _form_page(request, page, language, form, preview=render_page(said["body"]))
    try:
        edit_site_page(
            by=signed_in(request.user),
            page=page,
            language=language,
            title=said["title"],
            body=said["body"],
            is_offered=said.get("is_offered", True),
            based_on=said["number"],
        )
    except ChangedMeanwhile as error:
        form = _on_top(request.POST, page, language)
        form.add_error(None, str(error.message))
        return _form_page(request, page, language, form, status=409)
    messages.success(request, _("The page is saved. Readers see it now; what it said before is kept below."))
    return redirect("desk_page", page, language)


def _on_top(typed: QueryDict, page: SitePage, language: str) -> SitePageForm:
    """The same text as a change of the newest version: saving it once more is a decision."""
    data = typed.copy()
    data["number"] = str(_current(page, language).number)
    return SitePageForm(data, language=language, initial={})


def _form_page(
    request: HttpRequest, page: SitePage, language: str, form: SitePageForm, *, preview: str = "", status: int = 200
) -> HttpResponse:
    rows = SitePageRevision.objects.filter(page=page, language=language).select_related("by")
    context = {
        "form": form,
        "preview": preview,
        "title": form["title"].value(),
        "versions": paginate(rows, order=("-number",), cursor=request.GET.get("cursor", ""), size=VERSIONS),
        "has_default": revision_words(page, language, 0) is not None,
        **_about(page, language),
    }
    return render(request, "portal/desk_page.html", context, status=status)


def _about(page: SitePage, language: str) -> dict[str, Any]:
    return {"page": page, "language": language, "language_name": language_name(language), "place": "pages"}


def _current(page: SitePage, language: str) -> PageWords:
    """What the page says now; empty for a language in which it says nothing yet. 404 for what is no language."""
    if not is_language(language):
        raise Http404
    return words_of(page).get(language) or PageWords(page, language, title="", body="")


def _version(page: SitePage, language: str, number: str) -> PageWords:
    words = revision_words(page, language, int(number)) if re.fullmatch(r"[0-9]{1,9}", number) else None
    if words is None:
        raise Http404
    return words


def _initial(start: PageWords, number: int) -> dict[str, Any]:
    return {"title": start.title, "body": start.body, "is_offered": start.is_offered, "number": number}


def _require_editor(request: HttpRequest) -> None:
    require(can_edit_site_pages(request.user), _("change the pages of the site"))
