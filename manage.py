#!/usr/bin/env python
"""Django's commands. Where no DATABASE_URL or REDIS_URL is set, the local services are started for them."""

import os
import sys

WITHOUT_SERVICES = {
    "check",
    "collectstatic",
    "compilemessages",
    "help",
    "inspect_draft",
    "local_services",
    "makemessages",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from portal.local_services import ServiceFailed

    refuse_unreadable_words()
    try:
        if sys.argv[1:2] and sys.argv[1] not in WITHOUT_SERVICES:
            start_local_services()
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, ServiceFailed) as refusal:
        sys.exit(f"{refusal}")


def refuse_unreadable_words() -> None:
    """What is given to a command ends up in the database or in a message, and neither holds half a character."""
    for word in sys.argv[1:]:
        if not word.isascii() and word != word.encode("utf-8", "replace").decode():
            sys.exit(f"{word!a} is not in UTF-8. Write it in UTF-8; a file with such a name needs another name.")


def start_local_services() -> None:
    from django.conf import settings

    from portal import local_services

    if settings.USES_LOCAL_SERVICES:
        local_services.start(settings.VAR_DIR)


if __name__ == "__main__":
    main()
