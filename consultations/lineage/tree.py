"""A draft as a tree of nodes whose words are written as one character each, so that texts are compared as strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from consultations.lineage.records import Text
from consultations.lineage.words import number, words

FIRST, SURROGATES, AFTER_THEM, LAST = 0x100, 0xD800, 0xE000, 0x10FFFF


@dataclass(eq=False)
class Node:
    """`own` are the words of heading and text; `index` is its place in reading order, -1 at the root of
    all; `place` that among its siblings."""

    index: int
    text: Text | None
    parent: Node | None
    heading: str = ""
    own: str = ""
    number: str = ""
    place: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.text.kind if self.text else ""

    @property
    def above(self) -> Iterator[Node]:
        """Its parent, that one's parent, and so on to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def beside(self, step: int) -> Node | None:
        """The sibling before (-1) or after (1) it."""
        at = self.place + step
        return self.parent.children[at] if self.parent and 0 <= at < len(self.parent.children) else None

    @cached_property
    def bag(self) -> Counter[str]:
        """All words of it and of what is below it."""
        bag = Counter(self.own)
        for child in self.children:
            bag.update(child.bag)
        return bag

    @cached_property
    def weight(self) -> int:
        """How many words those are."""
        return len(self.own) + sum(child.weight for child in self.children)

    @cached_property
    def in_order(self) -> str:
        """The same words, sorted: the longest common subsequence of two such strings is what the bags share."""
        return "".join(sorted(self.bag.elements()))

    @cached_property
    def print(self) -> int:
        """The same for two nodes of the same words and structure, whatever their numbers."""
        return hash((self.heading, self.own, *(child.print for child in self.children)))


class Alphabet:
    """A character for each word of both drafts. Where a million different words are used up, some share one."""

    def __init__(self) -> None:
        self.signs: dict[str, str] = {}

    def written(self, text: str) -> str:
        return "".join([self.signs.get(word) or self._new(word) for word in words(text)])

    def _new(self, word: str) -> str:
        room = LAST - FIRST - (AFTER_THEM - SURROGATES)
        code = FIRST + len(self.signs) % room
        self.signs[word] = sign = chr(code if code < SURROGATES else code + AFTER_THEM - SURROGATES)
        return sign


def tree(texts: Sequence[Text], alphabet: Alphabet) -> list[Node]:
    """The nodes in reading order; the first is a root above all of them."""
    root = Node(-1, None, None)
    by_key: dict[int | None, Node] = {None: root}
    for index, text in enumerate(texts):
        parent = by_key[text.parent]
        heading = alphabet.written(text.heading)
        own = heading + alphabet.written(text.text)
        node = Node(index, text, parent, heading, own, number(text.number), len(parent.children))
        parent.children.append(node)
        by_key[text.key] = node
    return list(by_key.values())
