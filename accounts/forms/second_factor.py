"""allauth's forms of second factors in our words. `MFA_FORMS` in the settings names them."""

from typing import Any

from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from accounts.forms.sign_in import InOurWords

LONGEST_NAME = 100


class SetUpAppForm(InOurWords, app_forms.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app")


class CodeForm(InOurWords, code_forms.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """When signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class ConfirmingCodeForm(InOurWords, code_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """When confirming who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class PasskeyName(InOurWords):
    """The name by which a person tells passkeys apart."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("For you alone, such as “laptop” or “blue key”.")
        self.fields["name"].widget.attrs |= {"dir": "auto", "maxlength": LONGEST_NAME}
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))


class AddPasskeyForm(PasskeyName, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with it alone")
        alone.help_text = _(
            "Then neither password nor code is asked for besides it. The device must check fingerprint, face or PIN."
        )


class RenamePasskeyForm(PasskeyName, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass
