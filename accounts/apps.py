from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """allauth tells only by signals that a second factor was added or removed."""
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from accounts.second_factor import on_factor_added, on_factor_removed

        authenticator_added.connect(on_factor_added, dispatch_uid="comity")
        authenticator_removed.connect(on_factor_removed, dispatch_uid="comity")
