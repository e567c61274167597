"""People who have no pointer."""

from __future__ import annotations


class Keys:
    """The Tab key, until what has the focus is what one is looking for."""

    NAME = """() => {
        const it = document.activeElement;
        return it.name || it.ariaLabel || it.textContent.trim().replace(/\\s+/g, " ");
    }"""

    def __init__(self, page) -> None:
        self.page = page

    def reaches(self, name: str, *, press: str = "") -> None:
        passed = []
        while not passed or passed[-1] != name:
            assert len(passed) < 60, passed
            self.page.keyboard.press("Tab")
            passed.append(self.page.evaluate(self.NAME))
        if press:
            self.page.keyboard.press(press)
