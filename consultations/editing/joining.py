"""Making one provision of two, and two of one."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from consultations.editing import markup
from consultations.editing.records import CannotBeDone, Record, Tree
from consultations.enums import JoinedAs, ProvisionKind
from consultations.readers.markers import marker_at
from consultations.readers.nouns import named

LONGEST_LABEL = 200


def join(tree: Tree, key: int, joined_as: JoinedAs = JoinedAs.PARAGRAPH) -> Tree:
    """With the provision just before it in reading order, which takes its words (number and heading too) after its own
    and what stands below it. That one may be the provision above it, or one deep below the one before."""
    position = tree.position(key)
    if position == 0:
        raise CannotBeDone(_("The first provision has none before it to be joined with."))
    first, second = tree.records[position - 1], tree.records[position]
    end = tree.end(position)
    shift = first.depth - second.depth
    below = [replace(it, depth=it.depth + shift) for it in tree.records[position + 1 : end]]
    return tree.spliced(position - 1, end, [taken_in(first, second, joined_as), *below])


def taken_in(first: Record, second: Record, joined_as: JoinedAs) -> Record:
    """The first with the words of the second."""
    first = replace(first, place=second.place if first.place is None else first.place)
    if joined_as == JoinedAs.HEADING:
        if first.text:
            message = _(
                "The provision before it has a text already, so nothing that follows can be part of its heading."
            )
            raise CannotBeDone(message)
        return replace(first, heading=" ".join(f"{first.heading} {second.words}".split()))
    return added(first, *all_in_text(second), runs_on=joined_as == JoinedAs.RUNNING_ON)


def all_in_text(record: Record) -> tuple[str, str]:
    """Its text and HTML with number and heading at their beginning: a heading on a line of its own."""
    label = f"{record.number} {record.heading}".strip()
    if not label:
        return record.text, record.html
    if record.heading or not record.text:
        html = "\n".join(filter(None, (markup.of_text(label), record.html)))
        return "\n".join(filter(None, (label, record.text))), html
    if markup.FIRST_PARAGRAPH.match(record.html):
        return f"{label} {record.text}", markup.led_by(label, record.html)
    return f"{label}\n{record.text}", markup.led_by(label, record.html)


def added(record: Record, text: str, html: str, *, runs_on: bool = False) -> Record:
    """With more text after its own, on a line of its own unless it runs on and both are plain paragraphs."""
    if not record.text:
        return replace(record, text=text, html=html)
    runs_on = runs_on and markup.can_run_on(record.html, html)
    whole = f"{record.text}{' ' if runs_on else chr(10)}{text}" if text else record.text
    return replace(record, text=whole, html=markup.joined(record.html, html, runs_on=runs_on))


def split(tree: Tree, key: int, at: int, number: str = "") -> Tree:
    """In two, before the code point `at` of its text. The second follows the first at its level, with what stood below
    it, as that comes after the words. Its number is the one given, else what its words begin with."""
    position = tree.position(key)
    record = tree.records[position]
    before, after = record.text[:at].rstrip(), record.text[max(at, 0) :].lstrip()
    if not before or not after or at < 0:
        raise CannotBeDone(_("Choose a place inside the text, so that words stand before it and after it."))
    first_html, second_html = markup.cut(record.text, record.html, at)
    first = replace(record, text=before, html=first_html)
    second = Record(tree.new_key(), record.depth, record.kind, text=after, html=second_html)
    return tree.spliced(position, position + 1, [first, numbered(second, number.strip())])


def numbered(record: Record, number: str) -> Record:
    """With the number given or found, taken from the beginning of the words where it stands there. A line such as
    “Article 6 Scope” is number and heading; an unnumbered part of an article is a paragraph."""
    line = record.text.split("\n", 1)[0]
    label = named(line) if len(line) <= LONGEST_LABEL and not number else None
    if label and (label.separated or label.stands_alone):
        rest = without_beginning(record, len(line))
        return replace(rest, kind=label.kind, number=label.number, heading=label.rest)
    found = marker_at(record.text)
    if not number and found and not found[0].is_dash:
        number = found[0].printed
    if number and record.text.startswith(number):
        record = without_beginning(record, len(number))
    in_text = {ProvisionKind.PARAGRAPH, ProvisionKind.POINT, ProvisionKind.RECITAL}
    kind = record.kind if number or record.kind in in_text else ProvisionKind.PARAGRAPH
    return replace(record, kind=kind, number=number)


def without_beginning(record: Record, length: int) -> Record:
    text = record.text[length:].lstrip()
    html = markup.cut(record.text, record.html, length)[1] if text else ""
    return replace(record, text=text, html=html)
