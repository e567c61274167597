"""Pages of the library for accounts, in our templates: which are looked at where, and why some are not."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

FOR_VISITORS = (
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_request_login_code",
    "account_inactive",
    "account_password_reset_completed",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
)
FOR_THOSE_SIGNED_IN = (
    "account_email",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "socialaccount_connections",
    "usersessions_list",
)
IN_THE_MIDDLE = {
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_email_verification_sent",
}
"""Reached only by the steps before them: `test_pages_on_the_way_into_an_account`."""
WITH_A_SECOND_FACTOR = {
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_authenticate",
}
"""`test_second_factor` looks at them."""
NOT_LOOKED_AT = {
    "account_set_password": "for those who came by a provider; the form of account_change_password",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "answers to a script",
    "socialaccount_signup": "needs a provider; the form of account_signup",
}


def library_routes(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from library_routes(entry)
        elif entry.callback.__module__.startswith("allauth."):
            yield entry
