"""Rules that the repository keeps about itself."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
"""Lines of a hand-written Python file."""


def files(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.splitlines()  # fmt: skip
    found = [ROOT / name for name in listed] or [path for pattern in patterns for path in ROOT.rglob(pattern)]
    return [path for path in found if path.is_file() and ".venv" not in path.parts and "var" not in path.parts]


def test_imports_point_one_way():
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_no_python_file_has_outgrown_the_screen():
    long = {
        str(path.relative_to(ROOT)): count
        for path in files("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_lock_files_name_hashes_and_no_address():
    for path in files("requirements/*.txt"):
        lock = path.read_text()
        assert "--hash=sha256:" in lock
        assert re.findall(r"https?://|--(extra-)?index-url [^\\\s]", lock.split("\n", 2)[2]) == []


def test_readme_names_the_commands_that_continuous_integration_runs():
    readme, ci = (ROOT / "README.md").read_text(), (ROOT / ".ci/run").read_text()

    for command in ("make check", "make test"):
        assert re.search(rf"^{command}$", readme, re.MULTILINE), command
        assert re.search(rf"^{command}\b", ci, re.MULTILINE), command


def test_views_read_through_the_door():
    """A bare `get` answers 500 where a row has gone meanwhile, and `all` shows what nobody may see."""
    bare = re.compile(r"\.objects\.(get|all)\(")
    found = [
        str(path.relative_to(ROOT)) for path in files("*.py") if "views" in path.parts and bare.search(path.read_text())
    ]

    assert [path for path in found if not path.startswith("tests/")] == []


def test_no_suppression_goes_without_a_reason():
    bare = re.compile(r"#\s*(noqa(: ?[A-Z]+\d+(, ?[A-Z]+\d+)*)?|type: ignore(\[[\w, -]+\])?|pragma: no cover)\s*$")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if bare.search(line)
    ]

    assert found == []
