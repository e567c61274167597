"""The words of letters about one's comments, in the language that is active. The layout is that of the templates.

Words of comments are quoted as they are now; who said them is named as everywhere (`comments.attribution`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext as _

from accounts.models import User
from comments.attribution import shown_author
from comments.enums import LetterKind
from comments.letters.letter import Item, Letter, Quote, Section
from comments.models import Comment, CommentNotice, Response
from comments.queries.letters import Matter
from comments.queries.shown import ShownPlace
from common.text import isolated, one_line

MOST_SECTIONS, MOST_ITEMS = 10, 5
"""Threads in a letter, and news of a thread: the pages tell the rest."""

LONGEST_NAME, LONGEST_PLACE, LONGEST_EXCERPT, LONGEST_QUOTE = 80, 90, 280, 8000


def chosen_for(threads: Mapping[int, int], notices: Sequence[CommentNotice]) -> list[CommentNotice]:
    """The notices, of those in `threads` (their keys with those of their threads), that the letter has room for."""
    room: Counter[int] = Counter()
    chosen = []
    for it in notices:
        thread = threads[it.pk]
        if (thread in room or len(room) < MOST_SECTIONS) and room[thread] < MOST_ITEMS:
            room[thread] += 1
            chosen.append(it)
    return chosen


def letter_of_one(notice: CommentNotice, matter: Matter, reader: User) -> Letter:
    """A letter that tells one thing whole."""
    comment, kind = matter.comments[notice.comment_id], LetterKind(notice.kind)
    item = _item(notice, matter, reader, is_whole=True)
    place = place_of(comment, matter)
    subjects = {
        LetterKind.REPLY: _("A reply to you on %(place)s"),
        LetterKind.RESPONSE: _("The secretariat has answered you on %(place)s"),
        LetterKind.MODERATION: _("Your comment on %(place)s is published"),
    }
    titles = {
        LetterKind.REPLY: _("A reply to you"),
        LetterKind.RESPONSE: _("The secretariat has answered you"),
        LetterKind.MODERATION: _("Your comment is published"),
    }
    section = Section(title_of(comment, matter), address_of(comment), (item,))
    return Letter(subject=subjects[kind] % {"place": place}, title=titles[kind], kind=kind, sections=(section,))


def letter_of_many(
    notices: Sequence[CommentNotice], threads: Mapping[int, int], matter: Matter, reader: User
) -> Letter:
    """What is told of many comments, thread by thread, and no more than somebody reads. `notices` are all of them;
    `matter` holds those of `chosen_for`."""
    news: dict[int, list[CommentNotice]] = defaultdict(list)
    for it in notices:
        news[threads[it.pk]].append(it)
    shown = list(news.values())[:MOST_SECTIONS]
    consultations = list(dict.fromkeys(_consultation(of_thread, matter) for of_thread in shown))
    shown.sort(key=lambda of_thread: consultations.index(_consultation(of_thread, matter)))
    sections = [_section(of_thread, matter, reader) for of_thread in shown]
    kinds = {LetterKind(it.kind) for it in notices}
    told = _counted(notices)
    return Letter(
        subject=_("News of your comments: %(what)s") % {"what": told},
        title=_("News of your comments: %(what)s") % {"what": told},
        kind=kinds.pop() if len(kinds) == 1 else None,
        sections=tuple(sections),
        more=_more_threads(len(news) - len(sections)),
    )


def _consultation(of_thread: Sequence[CommentNotice], matter: Matter) -> int:
    return matter.comments[of_thread[0].comment_id].consultation_id


def _section(notices: Sequence[CommentNotice], matter: Matter, reader: User) -> Section:
    shown = notices[:MOST_ITEMS]
    first = matter.comments[shown[0].comment_id]
    left = len(notices) - len(shown)
    more = ngettext("And %(count)s more, here:", "And %(count)s more, here:", left) % {"count": left} if left else ""
    items = tuple(_item(it, matter, reader, is_whole=False) for it in shown)
    return Section(title_of(first, matter), address_of(first), items, more)


def _item(notice: CommentNotice, matter: Matter, reader: User, *, is_whole: bool) -> Item:
    comment = matter.comments[notice.comment_id]
    if notice.response_id:
        return _answer(matter.responses[notice.response_id], comment, is_whole=is_whole)
    return _reply(comment, reader, is_whole=is_whole) if notice.kind == LetterKind.REPLY else _publication(comment)


def _reply(reply: Comment, reader: User, *, is_whole: bool) -> Item:
    parent = reply.parent
    mine = parent if parent is not None and parent.author_id == reader.pk else None
    lead = _("%(who)s replied to you:") if mine else _("%(who)s wrote in the thread that you began:")
    return Item(
        lead=lead % {"who": _who(reply)},
        address=address_of(reply),
        quote=quote_of(reply, is_whole=is_whole),
        answers=_beginning_of(mine) if is_whole else None,
    )


def _answer(response: Response, comment: Comment, *, is_whole: bool) -> Item:
    lead = _("The secretariat has answered your comment %(reference)s: %(disposition)s.")
    return Item(
        lead=lead % {"reference": comment.reference, "disposition": response.disposition.name},
        address=address_of(comment),
        quote=_quote(response.body_text, response.body_html, is_whole=is_whole),
        answers=_beginning_of(comment) if is_whole else None,
    )


def _publication(comment: Comment) -> Item:
    lead = _("The secretariat has read your comment %(reference)s. Everybody can read it and reply to it now.")
    return Item(
        lead=lead % {"reference": comment.reference},
        address=address_of(comment),
        quote=quote_of(comment, is_whole=False),
    )


def quote_of(comment: Comment, *, is_whole: bool) -> Quote:
    """The words of a comment that shows them: whole, but for what no letter should carry, or their beginning."""
    words = comment.current_revision
    return _quote(words.body_text, words.body_html, language=comment.language, is_whole=is_whole)


def _beginning_of(mine: Comment | None) -> Quote | None:
    """What the reader had written, where it still shows."""
    return quote_of(mine, is_whole=False) if mine is not None and mine.shows_words else None


def _quote(text: str, html: str, *, is_whole: bool, language: str = "") -> Quote:
    if not is_whole:
        return Quote(one_line(text, LONGEST_EXCERPT), language=language)
    if len(text) <= LONGEST_QUOTE:
        return Quote(text, html, language)
    return Quote(text[:LONGEST_QUOTE].rstrip() + "…", language=language)


def address_of(comment: Comment) -> str:
    return f"{settings.BASE_URL}{comment.get_absolute_url()}"


def place_of(comment: Comment, matter: Matter) -> str:
    """As part of a line: “Article 5: Safe havens”, “Article 5 and 2 more places”."""
    places: tuple[ShownPlace, ...] = matter.places[comment.root_id]
    name = _apart(one_line(places[0].name if places else _("the whole draft"), LONGEST_PLACE))
    more = len(places) - 1
    if more < 1:
        return name
    words = ngettext("%(place)s and %(count)s more place", "%(place)s and %(count)s more places", more)
    return words % {"place": name, "count": more}


def title_of(comment: Comment, matter: Matter) -> str:
    title = one_line(comment.consultation.title, LONGEST_PLACE)
    return pgettext("a place in a draft, and the consultation", "On %(place)s, in “%(consultation)s”") % {
        "place": place_of(comment, matter),
        "consultation": _apart(title),
    }


def _who(comment: Comment) -> str:
    author = shown_author(comment)
    if author.is_named:
        return _apart(one_line(author.name or author.organisation, LONGEST_NAME))
    return _("Somebody who stays anonymous") if author.withheld else _("Somebody whose name was not given")


def _apart(words: str) -> str:
    return isolated(words, in_right_to_left=get_language_bidi())


def _counted(notices: Sequence[CommentNotice]) -> str:
    """“12 replies, 1 answer”, in the order of the kinds."""
    counts = Counter(LetterKind(it.kind) for it in notices)
    replies, answers, published = (
        counts[kind] for kind in (LetterKind.REPLY, LetterKind.RESPONSE, LetterKind.MODERATION)
    )
    parts = [
        (replies, ngettext("%(count)s reply", "%(count)s replies", replies)),
        (answers, ngettext("%(count)s answer", "%(count)s answers", answers)),
        (published, ngettext("%(count)s published", "%(count)s published", published)),
    ]
    return pgettext("between counts", ", ").join(words % {"count": count} for count, words in parts if count)


def _more_threads(left: int) -> str:
    if not left:
        return ""
    words = ngettext("There is news in %(count)s more thread.", "There is news in %(count)s more threads.", left)
    return words % {"count": left}
