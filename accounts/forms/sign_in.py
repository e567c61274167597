"""allauth's forms in our words. `ACCOUNT_FORMS` in the settings names them."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.utils import passthrough_next_redirect_url
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import User
from common.honeypot import HoneypotForm


class InOurWords(forms.Form):
    """Says "E-mail address" everywhere and leaves out placeholders, which repeat the labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = _("E-mail address")


class SignUpForm(HoneypotForm, InOurWords, allauth_forms.SignupForm):  # type: ignore[misc]  # allauth has no types
    """An e-mail address is enough; the profile asks for the rest, and a code by e-mail does for a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Shown to nobody but administrators.")
        self.fields["password1"].label = _("Password (if you wish)")
        self.fields["password1"].help_text = _(
            "At least 10 characters. If you leave it empty, you sign in with a code by e‑mail each time."
        )

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Sign up, or act as allauth does for a known address where a second click was quicker."""
        try:
            with transaction.atomic():
                made: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            made = super().try_save(request)
        return made


class SignInForm(InOurWords, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """The way to a new password leads back to where the person was, as all others do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new_password = passthrough_next_redirect_url(self.request, reverse("account_reset_password"), "next")
        self.fields["password"].help_text = format_html('<a href="{}">{}</a>', new_password, _("Forgot your password?"))


class SignInCodeForm(InOurWords, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class NewPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class AddAddressForm(InOurWords, allauth_forms.AddEmailForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangeAddressForm(InOurWords, allauth_forms.ChangeEmailForm):  # type: ignore[misc]  # allauth has no types
    """The address mistyped at sign-up, put right on the page that asks for the code."""


class ConfirmAddressForm(InOurWords, allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class ConfirmSignInForm(InOurWords, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class ConfirmNewPasswordForm(InOurWords, allauth_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class PasswordTwice(InOurWords):
    """A new password, typed twice; what a good one is, in a sentence instead of a list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _("At least 10 characters, and not a word that many people use.")
        self.fields["password2"].label = _("The same once more")


class ResetPasswordForm(PasswordTwice, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """After the code from the mail."""


class SetPasswordForm(PasswordTwice, allauth_forms.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """For who has signed in with codes so far."""


class ChangePasswordForm(PasswordTwice, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Your password until now")
