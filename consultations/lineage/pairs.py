"""What has been matched so far, one to one."""

from __future__ import annotations

from collections.abc import Iterator

from consultations.lineage.tree import Node


class Pairs:
    def __init__(self, old: list[Node], new: list[Node]) -> None:
        self.old, self.new = old, new
        self.of_old: dict[Node, Node] = {}
        self.of_new: dict[Node, Node] = {}
        self.add(old[0], new[0])

    def __len__(self) -> int:
        return len(self.of_new)

    def __iter__(self) -> Iterator[tuple[Node, Node]]:
        """In the later draft's order, the roots first."""
        return ((self.of_new[node], node) for node in self.new if node in self.of_new)

    def add(self, old: Node, new: Node) -> None:
        self.of_old[old] = new
        self.of_new[new] = old

    def are(self, old: Node | None, new: Node | None) -> bool:
        """Whether they are a pair; two ends of a list are one too."""
        if old is None or new is None:
            return old is new
        return self.of_old.get(old) is new

    @property
    def open_old(self) -> list[Node]:
        return [node for node in self.old if node not in self.of_old]

    @property
    def open_new(self) -> list[Node]:
        return [node for node in self.new if node not in self.of_new]
