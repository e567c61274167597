from django.apps import AppConfig
from django.conf import settings


class PortalConfig(AppConfig):
    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal import checks  # noqa: F401  # registers them

        if not settings.PRODUCTION:
            from portal import pseudo_locales

            pseudo_locales.install()
