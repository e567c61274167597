"""What may be shown of the person behind a comment: the one statement of the rule.

| status               | attribution  | author's name | organisation's name |
| published or pending | name         | shown         | shown               |
| published or pending | organisation | –             | shown               |
| published or pending | anonymous    | –             | –                   |
| hidden or withdrawn  | any          | –             | –                   |

Stakeholder group, country, region and sub-region are tags of the comment and are shown whatever the attribution.
“–” means that the value is not there: an empty text in the page's object, an empty cell in a public digest, never a
value that a template is trusted to leave out. Where `organisation` is chosen and no organisation was named, nothing is
shown and the comment reads as anonymous. Where `name` is chosen and the source gave none, the comment reads “Name not
given”: nobody asked for anonymity. In SQL, over `comments_comment`:

    author_name:        CASE WHEN status IN ('published', 'pending') AND attribution = 'name' THEN author_name END
    organisation_name:  CASE WHEN status IN ('published', 'pending') AND attribution <> 'anonymous'
                             THEN organisation_name END

This holds for every page, the desk's too, and for public digests. A staff digest is the one exception, and only to the
last line of the table: it is the secretariat's record of what was hidden or withdrawn and why, so it holds the words
and the names of those comments as their attribution allows. A promise of anonymity binds it like everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from comments.enums import Attribution
from comments.models import Comment


@dataclass(frozen=True)
class ShownAuthor:
    """Texts are empty where nothing may be shown; `organisation_verified` is then False. Both it and the day since when
    are those of the posting, like every tag of a comment.

    `withheld` says that something is not shown because its author, or a decision on the comment, asked for that.
    """

    name: str = ""
    organisation: str = ""
    organisation_verified: bool = False
    withheld: bool = False
    organisation_verified_at: datetime | None = None

    @property
    def is_named(self) -> bool:
        return bool(self.name or self.organisation)


def shown_author(comment: Comment) -> ShownAuthor:
    if not comment.shows_words or comment.attribution == Attribution.ANONYMOUS:
        return ShownAuthor(withheld=True)
    return ShownAuthor(
        name=comment.author_name if comment.attribution == Attribution.NAME else "",
        organisation=comment.organisation_name,
        organisation_verified=bool(comment.organisation_name) and comment.organisation_verified,
        organisation_verified_at=comment.organisation_verified_at if comment.organisation_name else None,
        withheld=comment.attribution != Attribution.NAME,
    )
