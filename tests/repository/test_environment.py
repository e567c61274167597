import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(r"""\benv(?:\.[a-z_]+)?\(\s*["']([A-Z0-9_]+)["']""")


def test_every_variable_that_settings_read_is_in_the_example_and_no_other():
    read = set(READ.findall((ROOT / "portal/settings.py").read_text()))
    named = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert read - named == set()
    assert named - read == {
        "POSTGRES_PASSWORD",
        "OWNER_PASSWORD",
        "DATABASE_PASSWORD",
        "WEB_CONCURRENCY",
    }  # of containers
