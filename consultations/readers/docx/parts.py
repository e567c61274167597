"""The parts of a DOCX by their relationships. What lies outside is known by its address and never opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from consultations.readers.docx.names import Element
from consultations.readers.encoding import UnreadableFile
from consultations.readers.office.package import Package, missing

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
USUAL = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Target:
    """`kind` is the last word of the relationship's type; `name` a part, or an address where it is external."""

    kind: str
    name: str
    is_external: bool


@dataclass(slots=True)
class Parts:
    package: Package
    document: Element
    targets: dict[str, Target]
    """Of the document, by their ids."""

    of_kind: dict[str, Element | None] = field(default_factory=dict)

    def one(self, kind: str) -> Element | None:
        """The root of the document's part of this kind, None where it has none."""
        if kind not in self.of_kind:
            self.of_kind[kind] = next(iter(self.every(kind)), None)
        return self.of_kind[kind]

    def every(self, kind: str) -> list[Element]:
        names = sorted({one.name for one in self.targets.values() if one.kind == kind and not one.is_external})
        roots = (self.package.tree(name) for name in names)
        return [root for root in roots if root is not None]


def opened(data: bytes) -> Parts:
    """Raises UnreadableFile."""
    package = Package(data)
    names = [one.name for one in targets_of(package, "").values() if one.kind == "officeDocument"]
    name = next((one for one in [*names, USUAL] if one in package.names), USUAL)
    document = package.tree(name)
    if document is None:
        raise UnreadableFile(missing(USUAL))
    return Parts(package, document, targets_of(package, name))


def targets_of(package: Package, name: str) -> dict[str, Target]:
    folder = dirname(name)
    root = package.tree(join(folder, "_rels", f"{name.removeprefix(folder).lstrip('/')}.rels"))
    targets = {}
    for one in root.iter(RELATIONSHIP) if root is not None else ():
        is_external = one.get("TargetMode", "").lower() == "external"
        address = one.get("Target", "")
        target = address if is_external else normpath(join("/", folder, address)).lstrip("/")
        targets[one.get("Id", "")] = Target(one.get("Type", "").rsplit("/", 1)[-1], target, is_external)
    return targets
