from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_info
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from common.markup import render_page
from consultations.languages import language_name
from portal.enums import SitePage
from portal.queries.site_page import FALLBACK, words_of


@require_safe
def site_page(request: HttpRequest, page: SitePage) -> HttpResponse:
    """A page of the site in the language asked for by `?language=`, else chosen in the menu, else of the browser."""
    words = {language: it for language, it in words_of(page).items() if it.is_offered}
    language = _chosen_language(request, words)
    context = {
        "page": page,
        "words": words[language],
        "html": render_page(words[language].body),
        "direction": _direction(language),
        "languages": [(tag, language_name(tag)) for tag in words],
        "contact_email": settings.CONTACT_EMAIL if page is SitePage.CONTACT else "",
    }
    response = render(request, "portal/site_page.html", context)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def _chosen_language(request: HttpRequest, languages: Collection[str]) -> str:
    asked = request.GET.get("language", "")
    if asked in languages:
        return asked
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    for tag in [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), *(tag for tag, _weight in accepted)]:
        for match in (str.lower, _base):
            found = next((it for it in languages if match(it) == match(tag)), None)
            if found:
                return found
    return FALLBACK


def _base(tag: str) -> str:
    return tag.lower().split("-")[0]


def _direction(language: str) -> str:
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"
