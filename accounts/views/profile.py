from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.forms.profile import ProfileForm
from accounts.language import speak
from accounts.permissions import signed_in
from accounts.services.profile import complete_profile


@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Asks once who somebody is, goes on to `next`, and is where they change it later."""
    user = signed_in(request.user)
    target = next_page(request)
    form = ProfileForm(request.POST or None, user=user)
    if form.is_valid():
        complete_profile(by=user, user=user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        answer = redirect(target or ("profile" if user.profile_completed_at else "home"))
        if "language" in form.changed_data:
            speak(answer, form.cleaned_data["language"])
        return answer
    context = {"form": form, "next": target, "first_time": user.profile_completed_at is None}
    return render(request, "accounts/profile.html", context, status=422 if form.is_bound else 200)


def next_page(request: HttpRequest) -> str:
    """The path on this site that the person was on the way to, "" when there is none."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours and asked.startswith("/") else ""
