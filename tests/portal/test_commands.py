import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "words", [[b"import_draft", b"\xff.md"], [b"import_draft", b"a.md", b"--label", b"Entw\xfcrf"]]
)
def test_words_that_are_not_in_utf8_are_refused_by_name_and_without_a_traceback(words):
    done = subprocess.run(
        [os.fsencode(sys.executable), b"manage.py", *words], cwd=ROOT, capture_output=True, check=False
    )

    assert done.returncode == 1
    assert b"is not in UTF-8" in done.stderr
    assert b"Traceback" not in done.stderr
