"""What `manage.py check` says of the settings beyond Django's own checks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks

from accounts.sealing import is_key

HOW_TO_MAKE_ONE = (
    "Make one with: python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())' "
    "(docs/operate.md, “The second factor of staff”)."
)


@checks.register(checks.Tags.security)
def second_factor_keys_are_keys(**_given: Any) -> list[checks.CheckMessage]:
    if all(is_key(key) for key in settings.SECOND_FACTOR_KEYS):
        return []
    return [
        checks.Error("SECOND_FACTOR_KEYS holds something that is no key.", hint=HOW_TO_MAKE_ONE, id="comity.E001"),
    ]


@checks.register(checks.Tags.security, deploy=True)
def second_factors_are_encrypted(**_given: Any) -> list[checks.CheckMessage]:
    if settings.SECOND_FACTOR_KEYS:
        return []
    return [
        checks.Warning(
            "SECOND_FACTOR_KEYS is empty: whoever reads the database can make the codes of staff.",
            hint=HOW_TO_MAKE_ONE,
            id="comity.W001",
        ),
    ]
