from __future__ import annotations

from typing import IO, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.imports.mapping_reader import SIZE_LIMIT, MappingRefused, read_mapping
from common.fields import LongTextField
from consultations.models import Consultation, Round


class RoundChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument at run time
    def label_from_instance(self, round: Round) -> str:
        return f"{round.number}: {round.draft.label}"


class CommentImportForm(forms.Form):
    """A table of comments and the mapping that explains it, typed or as a file. Cleaned, `mapping` is its text."""

    round = RoundChoiceField(Round.objects.none(), label=_("Round"), empty_label=None)
    file = forms.FileField(
        label=_("Table of comments"),
        help_text=_("CSV, Excel (.xlsx) or JSON Lines, up to 100 MB. Encoding and separators are detected."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.xlsx,.jsonl,.ndjson"}),
    )
    mapping_file = forms.FileField(
        label=_("Mapping, as a file"),
        required=False,
        help_text=_("If you have one already, as a TOML file. Else write it below."),
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
    )
    mapping = LongTextField(
        label=_("Mapping"),
        required=False,
        help_text=_("Which column of the table is what. Copy the example below and change it."),
        widget=forms.Textarea(attrs={"rows": 14, "dir": "ltr", "spellcheck": "false", "class": "mapping-text"}),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = consultation.rounds.filter(draft__published_at__isnull=False).select_related("draft", "consultation")
        field = cast(RoundChoiceField, self.fields["round"])
        field.queryset = rounds.order_by("-number")

    def clean(self) -> dict[str, Any]:
        """The mapping's text, whichever way it came; it stands in the text field, to be put right there."""
        cleaned = self.cleaned_data
        upload: IO[bytes] | None = cleaned.get("mapping_file")
        if upload:
            cleaned["mapping"] = self._text_of(upload)
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict: the field shows the file's text
            self.data["mapping"] = cleaned["mapping"]  # type: ignore[index]  # as above
        text = cleaned.get("mapping", "")
        if not text.strip():
            if not self.errors:
                self.add_error("mapping", _("Give a mapping: a file, or text in this field."))
            return cleaned
        try:
            read_mapping(text)
        except MappingRefused as refusal:
            self.refuse_mapping(refusal)
        return cleaned

    def refuse_mapping(self, refusal: MappingRefused) -> None:
        for problem in refusal.problems:
            self.add_error("mapping", str(problem))

    def _text_of(self, upload: IO[bytes]) -> str:
        try:
            return upload.read(SIZE_LIMIT + 1).decode("utf-8-sig").replace("\r\n", "\n").replace("\0", "�")
        except UnicodeDecodeError:
            self.add_error("mapping_file", _("The mapping is not a text in UTF-8. Save it as UTF-8 and give it again."))
            return ""
