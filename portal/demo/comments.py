"""What people say in the demonstration. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass

from comments.enums import Disposition, Kind, Position


@dataclass(frozen=True)
class Said:
    """A comment on the provision with that `eid`, on the whole draft where it is "".

    A reply to another comment names its place in COMMENTS in `reply_to`, and no `eid`.
    """

    by: str
    body: str
    eid: str = ""
    position: Position = Position.NONE
    kind: Kind = Kind.GENERAL
    wording: str = ""
    reply_to: int | None = None


@dataclass(frozen=True)
class Answer:
    """The secretariat's answer to the comments at these places of COMMENTS."""

    to: tuple[int, ...]
    disposition: Disposition
    body: str


COMMENTS = (
    Said(
        "claire",
        "The initiative fills a gap. It should say how it stands beside existing treaties.",
        position=Position.CHANGES,
    ),
    Said(
        "malia",
        "Small island States have **two** investigators, not two hundred. Help with capacity deserves an article.",
        position=Position.CHANGES,
    ),
    Said("arun", "Who will be asked before the second draft? I would like to see dates.", kind=Kind.QUESTION),
    Said(
        "fatima", "Purpose and human rights in one sentence: good. Please keep it that way.", "art_1", Position.SUPPORT
    ),
    Said("henrik", "We would add the protection of victims to the purpose.", "art_1", Position.CHANGES),
    Said(
        "carlos",
        "“By means of a program” covers a pocket calculator. Is that meant?",
        "art_2__para_1",
        Position.CHANGES,
        Kind.QUESTION,
    ),
    Said(
        "yuki",
        "The definition of provider takes in every hobby server. A threshold would help.",
        "art_2__para_2",
        Position.OPPOSE,
    ),
    Said("tomasz", "A threshold invites evasion. Duties should grow with size instead.", reply_to=6),
    Said("yuki", "Duties that grow with size would be fine with us.", reply_to=7),
    Said(
        "stakeholder",
        "“Without right” needs a limit: breaking terms of service must not be a crime.",
        "art_3",
        Position.CHANGES,
    ),
    Said(
        "lindiwe", "Our courts read “without right” narrowly already. We support the text.", "art_3", Position.SUPPORT
    ),
    Said("stakeholder", "Other courts do not. A sentence in the text costs nothing.", reply_to=10),
    Said("tomasz", "This article is the reason why I support the draft.", "art_4", Position.SUPPORT),
    Said(
        "carlos",
        "Reporting should include reporting to the coordinating team of the country.",
        "art_4",
        Position.CHANGES,
        Kind.WORDING,
        "Nobody is liable under Article 3 for finding a weakness in good faith and reporting it to its maker or to the "
        "national response team, within the limits of what the finding requires.",
    ),
    Said(
        "sofia",
        "Please define good faith. Our bug bounty team sees all sorts.",
        "art_4",
        Position.CHANGES,
        Kind.QUESTION,
    ),
    Said("fatima", "Good faith is known to most legal systems. A list would soon be out of date.", reply_to=14),
    Said("sofia", "Ninety days of data cost us real money. Who pays?", "art_5__para_1", Position.OPPOSE, Kind.QUESTION),
    Said(
        "henrik",
        "Ninety days are the least that a request across borders takes today.",
        "art_5__para_1",
        Position.SUPPORT,
    ),
    Said("malia", "Sixty days, once renewable, would do.", "art_5__para_1", Position.CHANGES),
    Said("yuki", "Review by a court is essential for us.", "art_5__para_2", Position.SUPPORT),
    Said("stakeholder", "The person concerned should be told when the order ends.", "art_5__para_2", Position.CHANGES),
    Said("arun", "Agreed. I would want to know.", reply_to=20),
    Said("fatima", "Independent review by whom? “Judicial” would be clearer.", "art_6", Position.CHANGES),
    Said("lindiwe", "We name a contact point already and offer to train others.", "art_7", Position.SUPPORT),
    Said("claire", "Reasons for a refusal should be given within thirty days.", "art_8", Position.CHANGES),
    Said("arun", "“Essential interests” can mean anything.", "art_8", Position.OPPOSE),
)

ANSWERS = (
    Answer((5,), Disposition.MODIFIED, "The next draft will speak of systems that are connected to a network."),
    Answer((9, 11), Disposition.ACCEPTED, "The next draft will say that a breach of contract alone is not an offence."),
)
