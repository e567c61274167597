"""Every word of a page as Python's parser finds it, without a tree, wherever it stands."""

from html.parser import HTMLParser

from consultations.readers.elements import INLINE

SILENT = frozenset({"script", "style"})


def words_of(text: str) -> str:
    listener = Listener()
    listener.feed(text)
    listener.close()
    return "".join(listener.pieces)


class Listener(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent = tag
        self.border(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""
        self.border(tag)

    def border(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)
