import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.production import DEVELOPMENT_SECRET, chosen_environment, official_address

ROOT = Path(__file__).parents[2]
SECRET = "k9Zr4-tQ2m_Wb7xV1nY8sLd3Hf6Jp0Ac5Eg2Ui7Ro4Tz1Xq8Wm5"
GOOD = {"COMITY_ENV": "production", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "comity.example"}
KEY = "b25seS1mb3ItdHJ5aW5nLXRoZS1zdGVwcy1vZi1pdCE="


def start(code: str = "import django; django.setup()", **environment: str) -> "subprocess.CompletedProcess[str]":
    base = {name: os.environ[name] for name in ("PATH", "HOME", "DATABASE_URL", "REDIS_URL") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**base, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": DEVELOPMENT_SECRET}, "SECRET_KEY"),
        ({"DEBUG": "true"}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": " "}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"BEHIND_TLS_PROXY": "true"}, "TRUSTED_PROXY_COUNT is 0"),
    ],
)
def test_production_refuses_to_start(change, said):
    done = start(**{**GOOD, **change})

    assert done.returncode != 0
    assert said in done.stderr


def test_production_starts_with_what_it_needs():
    done = start("from django.conf import settings; print(settings.DEBUG, settings.BASE_URL)", **GOOD)

    assert done.stdout == "False https://comity.example\n"


def test_debug_off_alone_means_production():
    assert "SECRET_KEY" in start(DEBUG="false").stderr


def test_server_entry_is_production_where_nothing_is_said():
    assert "DEBUG" not in start("import portal.wsgi", **{**GOOD, "COMITY_ENV": ""}).stderr
    assert "SECRET_KEY" in start("import portal.wsgi").stderr


def test_checkout_works_with_nothing_set():
    done = start("from django.conf import settings; print(settings.DEBUG, settings.HTTPS)")

    assert done.stdout == "True False\n"


def test_commands_refuse_without_a_traceback():
    done = start(
        "import sys, runpy; sys.argv = ['manage.py', 'check']; runpy.run_path('manage.py', run_name='__main__')",
        DEBUG="false",
    )

    assert done.returncode != 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("named", "debug", "chosen"),
    [
        ("", "", "development"),
        ("", "true", "development"),
        ("", "False", "production"),
        ("", "0", "production"),
        ("production", "", "production"),
        ("production", "true", "production"),
        ("development", "false", "development"),
    ],
)
def test_environment_is_what_is_named_else_follows_debug(named, debug, chosen):
    assert chosen_environment(named, debug=debug) == chosen


def test_unknown_environment_is_refused():
    with pytest.raises(SystemExit, match="one of: development, production"):
        chosen_environment("prod", debug="")


def test_official_address_is_the_first_host():
    assert official_address([".comity.example", "other.example"]) == "https://comity.example"


def test_the_deployment_check_has_nothing_to_say():
    code = "import sys, runpy; sys.argv = ['manage.py', 'check', '--deploy', '--fail-level', 'WARNING']; "
    code += "runpy.run_path('manage.py', run_name='__main__')"
    done, without_a_key = start(code, **GOOD, SECOND_FACTOR_KEYS=KEY), start(code, **GOOD)

    assert (done.returncode, done.stderr) == (0, "")
    assert without_a_key.returncode != 0
    assert "SECOND_FACTOR_KEYS is empty" in without_a_key.stderr


def test_production_writes_its_log_as_json():
    code = "import django, logging; django.setup(); logging.getLogger('x').warning('said')"

    assert json.loads(start(code, **GOOD).stderr)["message"] == "said"
    assert start(code, **GOOD, LOG_FORMAT="line").stderr.endswith("WARNING x [-] said\n")


def test_https_is_asked_for_under_every_name_of_the_site():
    code = "from django.conf import settings as s; print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"

    assert start(code, **GOOD).stdout == "31536000 True\n"
    assert start(code, **GOOD, HSTS_SUBDOMAINS="false").stdout == "31536000 False\n"
    assert start(code, **GOOD, HTTPS="false").stdout == "0 False\n"
