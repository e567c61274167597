#!/usr/bin/env python
"""Django's commands. Where no DATABASE_URL or REDIS_URL is set, the local services are started for them."""

import os
import sys

WITHOUT_SERVICES = {"check", "collectstatic", "compilemessages", "help", "local_services", "makemessages"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    if settings.USES_LOCAL_SERVICES and sys.argv[1:2] and sys.argv[1] not in WITHOUT_SERVICES:
        from portal import local_services

        local_services.start(settings.VAR_DIR)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
