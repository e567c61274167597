"""Where allauth meets Comity."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_login_redirect_url
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.language import speak
from accounts.models import User
from accounts.second_factor import came_in_lately
from accounts.waiting import waiting_at


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's own behaviour, with the profile in between while it is incomplete."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This is not the code of our latest mail. Look at it once more; capitals and the hyphen do not matter."
        ),
        "email_password_mismatch": gettext_lazy(
            "This address and this password do not belong together. Type them again, or let us send you a code."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Somebody has tried too often to sign in with this address. Wait some minutes, or let us send you a code."
        ),
        "enter_current_password": gettext_lazy("This is not your password until now."),
        "email_taken": gettext_lazy("Another account has this address. Sign in with it, or take another address."),
        "duplicate_email": gettext_lazy("This is the address of your account already."),
        "same_as_current": gettext_lazy("This is the address of your account already."),
        "rate_limited": gettext_lazy("Too many tries in a short time. Wait a minute and try again."),
    }

    def clean_email(self, email: str) -> str:
        """Refuse what the column does not hold; allauth would cut it off and write to somebody else."""
        longest = User._meta.get_field("email").max_length
        if longest is not None and len(email) > longest:
            raise ValidationError(_("This address is too long: at most %(longest)s characters.") % {"longest": longest})
        return email

    def pre_login(self, request: HttpRequest, user: User, *, signup: bool, **kwargs: Any) -> HttpResponse | None:
        """Take away a password that somebody else may have set.

        Whoever signs up with an address that is not theirs never gets in, but the password they chose would wait for
        the owner. So it goes when the owner comes in for the first time without having typed it.
        """
        never_came_in = user.last_login is None and user.profile_completed_at is None
        methods = {record["method"] for record in get_authentication_records(request, user)}
        if never_came_in and not signup and "password" not in methods:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        response: HttpResponse | None = super().pre_login(request, user, signup=signup, **kwargs)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Signing in counts as confirming who one is, for as long as confirming does."""
        return bool(super().is_reauthentication_required(app=app, **kwargs)) and not came_in_lately(self.request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where no `next` says where to go: to what was left unfinished, else to the first page."""
        return waiting_at(request.session) or str(super().get_login_redirect_url(request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def post_login(
        self, request: HttpRequest, user: User, *, redirect_url: str | None, signup: bool, **kwargs: Any
    ) -> HttpResponse:
        """Go where the person wanted to go (`next`), over the profile if need be, in the language of their profile."""
        target = get_login_redirect_url(request, redirect_url, signup=signup)
        redirect_url = over_the_profile(user, target)
        response: HttpResponse = super().post_login(request, user, redirect_url=redirect_url, signup=signup, **kwargs)
        if user.language:
            speak(response, user.language)
        return response


def over_the_profile(user: User, target: str) -> str:
    """`target`, or the profile with `target` as its `next` while the profile is incomplete."""
    profile = reverse("profile")
    if user.profile_completed_at is not None or target.split("?")[0] == profile:
        return target
    query = QueryDict(mutable=True)
    query["next"] = target
    return f"{profile}?{query.urlencode(safe='/')}"
