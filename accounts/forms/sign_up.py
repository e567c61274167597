from typing import Any

from allauth.account.forms import SignupForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext as _


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """An e-mail address is enough; the profile asks for the rest, and a code by e-mail does for a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("Shown to nobody but administrators.")
        password = self.fields.get("password1")
        if password:
            password.label = _("Password (if you wish)")
            password.help_text = " ".join(
                [_("Without one, you sign in with a code by e-mail each time."), *password_validators_help_texts()]
            )
