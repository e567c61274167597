"""Makes a later draft out of a draft, as a drafting committee would, and knows what became of each provision."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from consultations.lineage import Text

CONTAINERS = ("part", "title", "chapter", "section", "article", "annex", "preamble")


@dataclass(eq=False)
class Unit:
    """`origins` are the keys of what it was in the draft before."""

    kind: str
    number: str
    heading: str
    text: str
    origins: set[int]
    children: list[Unit] = field(default_factory=list)

    def walk(self) -> Iterator[Unit]:
        yield self
        for child in self.children:
            yield from child.walk()


def units(texts: list[Text]) -> Unit:
    root = Unit("", "", "", "", set())
    by_key: dict[int | None, Unit] = {None: root}
    for text in texts:
        unit = Unit(text.kind, text.number, text.heading, text.text, {text.key})
        by_key[text.parent].children.append(unit)
        by_key[text.key] = unit
    return root


def texts(root: Unit) -> tuple[list[Text], set[tuple[int, int]]]:
    """The draft, and the pairs of old and new keys."""
    made: list[Text] = []
    truth = set()
    keys: dict[int, int | None] = {id(root): None}

    def add(parent: Unit) -> None:
        for unit in parent.children:
            keys[id(unit)] = key = len(made)
            made.append(Text(key, keys[id(parent)], unit.kind, unit.number, unit.heading, unit.text))
            truth.update((origin, key) for origin in unit.origins)
            add(unit)

    add(root)
    return made, truth


class Committee:
    """Everything it does follows from the seed."""

    def __init__(self, root: Unit, seed: int) -> None:
        self.root, self.chance = root, random.Random(seed)
        self.words = [word for unit in root.walk() for word in unit.text.split()] or ["word"]
        self.joint = " " if sum(map(len, self.words)) < 30 * len(self.words) else ""
        if not self.joint:
            self.words = [char for word in self.words for char in word]

    @property
    def all(self) -> list[Unit]:
        return [unit for unit in self.root.walk() if unit is not self.root]

    def some(self, share: float, which: Callable[[Unit], bool]) -> list[Unit]:
        found = [unit for unit in self.all if which(unit)]
        return self.chance.sample(found, round(share * len(found)))

    def parent(self, unit: Unit) -> Unit | None:
        return next((one for one in self.root.walk() if any(child is unit for child in one.children)), None)

    def cut(self, text: str) -> list[str]:
        return text.split(" ") if self.joint else list(text)

    def sentence(self) -> str:
        return self.joint.join(self.chance.choices(self.words, k=self.chance.randint(12, 50)))

    def edit(self, share: float, strength: float) -> None:
        """Replace, insert and take out `strength` of the words of a share of the provisions."""
        for unit in self.some(share, lambda unit: bool(unit.text)):
            words = self.cut(unit.text)
            for _ in range(max(1, round(strength * len(words)))):
                at = self.chance.randrange(len(words))
                what = self.chance.random()
                if what < 0.4:
                    words[at] = self.chance.choice(self.words)
                elif what < 0.75:
                    words.insert(at, self.chance.choice(self.words))
                elif len(words) > 3:
                    del words[at]
            unit.text = self.joint.join(words)

    def delete(self, share: float) -> None:
        for unit in self.some(share, lambda unit: unit.kind in ("article", "paragraph", "point")):
            if parent := self.parent(unit):
                parent.children = [child for child in parent.children if child is not unit]

    def insert(self, share: float) -> None:
        for unit in self.some(share, lambda unit: unit.kind in ("article", "paragraph", "point")):
            if parent := self.parent(unit):
                new = Unit(unit.kind, unit.number, "", self.sentence(), set())
                if unit.kind == "article":
                    new.heading, new.text = self.sentence()[:40], ""
                    new.children = [Unit("paragraph", f"{n}.", "", self.sentence(), set()) for n in (1, 2, 3)]
                at = next(place for place, child in enumerate(parent.children) if child is unit)
                parent.children.insert(at + self.chance.randint(0, 1), new)

    def move(self, share: float) -> None:
        """To another parent of the same kind, or to another place below the same one."""
        for unit in self.some(share, lambda unit: unit.kind in ("article", "paragraph") and len(unit.text) != 1):
            parent = self.parent(unit)
            if parent is None:
                continue
            homes = [one for one in self.root.walk() if one.kind == parent.kind and one not in unit.walk()]
            home = self.chance.choice(homes)
            parent.children = [child for child in parent.children if child is not unit]
            home.children.insert(self.chance.randint(0, len(home.children)), unit)

    def split(self, share: float) -> None:
        for unit in self.some(share, lambda unit: len(self.cut(unit.text)) >= 24 and not unit.children):
            parent, words = self.parent(unit), self.cut(unit.text)
            if parent is None:
                continue
            at = round(len(words) * self.chance.uniform(0.3, 0.7))
            unit.text = self.joint.join(words[:at])
            new = Unit(unit.kind, unit.number, "", self.joint.join(words[at:]), set(unit.origins))
            place = next(place for place, child in enumerate(parent.children) if child is unit)
            parent.children.insert(place + 1, new)

    def merge(self, share: float) -> None:
        """A provision with the one that follows it."""
        for unit in self.some(share, lambda unit: len(self.cut(unit.text)) >= 8 and not unit.children):
            parent = self.parent(unit)
            place = next((n for n, child in enumerate(parent.children) if child is unit), -1) if parent else -1
            if parent is None or not 0 <= place < len(parent.children) - 1:
                continue
            other = parent.children[place + 1]
            if other.children or len(self.cut(other.text)) < 8 or other.kind != unit.kind:
                continue
            del parent.children[place + 1]
            unit.text += self.joint + other.text
            unit.origins |= other.origins

    def boilerplate(self, root: Unit, share: float) -> None:
        """Say the same thing at the end of many articles: done before the draft that others are made of is taken."""
        said = [self.sentence() for _ in range(3)]
        for unit in root.walk():
            if unit.kind == "article" and self.chance.random() < share:
                unit.children.append(Unit("paragraph", "9.", "", self.chance.choice(said), set()))

    def reorder(self) -> None:
        """Shuffle the chapters, or what stands at the top."""
        self.chance.shuffle(self.root.children)

    def renumber(self, by: int = 3) -> None:
        """Each number anew, in order; articles go on through the draft, as in most acts."""
        articles = by
        for parent in self.root.walk():
            for place, unit in enumerate(parent.children, start=1 + by):
                if unit.number:
                    unit.number = {"paragraph": f"{place}.", "point": f"({place})"}.get(
                        unit.kind, f"{unit.kind} {place}"
                    )
        for unit in self.all:
            if unit.kind == "article":
                articles += 1
                unit.number = f"Article {articles}"
