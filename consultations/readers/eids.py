"""Addresses of provisions after Akoma Ntoso's naming convention: `art_5__para_2__point_a`.

An article's address does not name the parts and chapters it stands in, as its number counts through the whole text (but
an annex counts anew). A provision without a number counts as `nn` among those of its kind: `para_nn_1`. Addresses
are ASCII, unique in a draft, and the same for the same file. What a file itself calls a provision stays its
address, and none that is made here takes it away.
"""

import hashlib
import re
from collections.abc import Sequence, Set

from consultations.enums import ProvisionKind
from consultations.readers.draft import ReadDraft, ReadProvision
from consultations.readers.numerals import CHINESE_NUMERAL, ascii_name, chinese

ABBREVIATIONS = {
    ProvisionKind.PREAMBLE: "preamble",
    ProvisionKind.RECITAL: "rec",
    ProvisionKind.PART: "part",
    ProvisionKind.TITLE: "title",
    ProvisionKind.CHAPTER: "chp",
    ProvisionKind.SECTION: "sec",
    ProvisionKind.ARTICLE: "art",
    ProvisionKind.PARAGRAPH: "para",
    ProvisionKind.POINT: "point",
    ProvisionKind.ANNEX: "annex",
}
NAMED_BY_A_NOUN = frozenset(ABBREVIATIONS) - {ProvisionKind.PARAGRAPH, ProvisionKind.POINT, ProvisionKind.RECITAL}
LONGEST = 180
LONGEST_NUMBER = 40


def eids(draft: ReadDraft) -> list[str]:
    """An address for each provision, in the order of `draft.walk()`."""
    addresses: list[str] = []
    taken: set[str] = set()
    own = {provision.eid for provision, _parent, _depth in draft.walk()}
    copies: dict[str, int] = {}
    of: dict[int, tuple[str, str]] = {}
    unnumbered: dict[tuple[str, str], int] = {}
    for provision, parent, _depth in draft.walk():
        within, annex = of[id(parent)] if parent is not None else ("", "")
        prefix = annex if provision.kind == ProvisionKind.ARTICLE else within
        if provision.eid:
            address = unique(shortened(provision.eid), [taken], copies)
        else:
            name = own_part(provision, prefix, unnumbered)
            address = unique(shortened(f"{prefix}__{name}" if prefix else name), [taken, own], copies)
        taken.add(address)
        of[id(provision)] = (address, address if provision.kind == ProvisionKind.ANNEX else annex)
        addresses.append(address)
    return addresses


def own_part(provision: ReadProvision, prefix: str, unnumbered: dict[tuple[str, str], int]) -> str:
    name = ABBREVIATIONS[provision.kind]
    number = number_part(provision)
    if number:
        return f"{name}_{number}"
    if provision.kind == ProvisionKind.PREAMBLE:
        return name
    place = (prefix, name)
    unnumbered[place] = unnumbered.get(place, 0) + 1
    return f"{name}_nn_{unnumbered[place]}"


def number_part(provision: ReadProvision) -> str:
    """“Article 5 bis” is 5bis, “2.1” is 2-1, “(a)” is a, “第十二条” is 12."""
    printed = provision.number
    if found := re.search(rf"第?\s*({CHINESE_NUMERAL}+)", printed):
        return str(chinese(found[1]))
    if provision.kind in NAMED_BY_A_NOUN and " " in printed:
        printed = printed.split(" ", 1)[1]
    elif provision.kind in NAMED_BY_A_NOUN and (found := re.search(r"\d.*", printed)):
        printed = found[0]
    spaced = re.sub(r"(?<=\w)[.\-–](?=\w)", "-", printed)
    return "".join(sign if sign == "-" else ascii_name(sign) for sign in spaced)[:LONGEST_NUMBER].strip("-")


def shortened(address: str) -> str:
    """Very deep addresses end in a digest of the whole."""
    if len(address) <= LONGEST:
        return address
    return f"{address[: LONGEST - 17]}_{hashlib.sha256(address.encode()).hexdigest()[:16]}"


def unique(address: str, taken: Sequence[Set[str]], copies: dict[str, int]) -> str:
    """The second of the same name gets `_2`: a text that counts anew, or a slip of its authors."""
    candidate = address
    while any(candidate in addresses for addresses in taken):
        copies[address] = copies.get(address, 1) + 1
        candidate = f"{address}_{copies[address]}"
    return candidate
