from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice

from django.utils.translation import gettext as _

from comments.imports.fields import BODY, SOURCE_ID
from comments.imports.mapping import Mapping
from comments.imports.mapping_reader import MappingProblem
from comments.imports.row import Row, shown

LOOKED_AT = 200


def missing_columns(rows: Iterable[Row], mapping: Mapping, *, optional: bool) -> list[MappingProblem]:
    """The mapped columns that the first rows do not have, each with the nearest that they do.

    With `optional` (JSON Lines, where an object may leave a name out) only the id and the text have to be there.
    """
    names = list(dict.fromkeys(name for row in islice(rows, LOOKED_AT) for name in row.values))
    if not names:
        return []
    return [
        MappingProblem(f"columns.{field}", _absent(column, names))
        for field, expression in mapping.columns.items()
        if not optional or field in {BODY, SOURCE_ID}
        for column in expression.used_columns
        if column not in names
    ]


def _absent(column: str, names: list[str]) -> str:
    near = difflib.get_close_matches(column, names, n=1, cutoff=0.5)
    hint = _("Did you mean “%s”?") % near[0] if near else ""
    listed = _("The file has: %s.") % ", ".join(f"“{shown(name)}”" for name in names[:40])
    return " ".join(filter(None, [_("The file has no column “%s”.") % column, hint, listed]))
