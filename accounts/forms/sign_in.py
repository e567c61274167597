"""allauth's forms in our words. `ACCOUNT_FORMS` in the settings names them."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext as _


class InOurWords(forms.Form):
    """Says "E-mail address" everywhere and leaves out placeholders, which repeat the labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = _("E-mail address")


class SignUpForm(InOurWords, allauth_forms.SignupForm):  # type: ignore[misc]  # allauth has no types
    """An e-mail address is enough; the profile asks for the rest, and a code by e-mail does for a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Shown to nobody but administrators.")
        self.fields["password1"].label = _("Password (if you wish)")
        self.fields["password1"].help_text = _(
            "At least 10 characters. If you leave it empty, you sign in with a code by e-mail each time."
        )


class SignInForm(InOurWords, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    pass


class SignInCodeForm(InOurWords, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class NewPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class AddAddressForm(InOurWords, allauth_forms.AddEmailForm):  # type: ignore[misc]  # allauth has no types
    pass


class ChangeAddressForm(InOurWords, allauth_forms.ChangeEmailForm):  # type: ignore[misc]  # allauth has no types
    """The address mistyped at sign-up, put right on the page that asks for the code."""


class ConfirmAddressForm(InOurWords, allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class ConfirmSignInForm(InOurWords, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class ConfirmNewPasswordForm(InOurWords, allauth_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]  # allauth has no types
    pass
