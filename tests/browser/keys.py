"""People who have a keyboard and no pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import FilePayload, Page

from tests.browser.people import Person

MOST_STOPS = 120


class Keys:
    """The Tab key, until what has the focus is what one is looking for."""

    NAME = """() => {
        const it = document.activeElement;
        const words = it.ariaLabel || it.textContent.trim().replace(/\\s+/g, " ");
        return it.matches("a, button, summary") ? words : it.name || words;
    }"""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reaches(self, name: str, *, press: str = "") -> None:
        self._until(lambda stop: stop == name, name)
        if press:
            self.page.keyboard.press(press)

    def reaches_one_that_says(self, words: str) -> None:
        self._until(lambda stop: words in stop, words)

    def passes_until(self, name: str) -> list[str]:
        """The stops before that one."""
        return self._until(lambda stop: stop == name, name)[:-1]

    def _until(self, found: Callable[[str], bool], sought: str) -> list[str]:
        passed: list[str] = []
        for stop in self._stops():
            passed.append(stop)
            if found(stop):
                return passed
        raise AssertionError(f"“{sought}” is none of {passed}")

    def _stops(self) -> Iterator[str]:
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            yield self.page.evaluate(self.NAME)


class Typist(Person):
    """Does by keys alone what others do with a pointer, too."""

    @property
    def keys(self) -> Keys:
        return Keys(self.page)

    def follows(self, name: str) -> None:
        self.keys.reaches_one_that_says(name)
        if self.page.evaluate("document.activeElement.hasAttribute('download')"):
            self.page.keyboard.press("Enter")
        else:
            self._goes_on()

    def presses(self, name: str) -> None:
        self.keys.reaches(name)
        self._goes_on()

    def _goes_on(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fills(self, **fields: str) -> None:
        """In the order in which the form has them."""
        for name, value in fields.items():
            self.keys.reaches(name)
            if self.page.evaluate("document.activeElement.type") == "datetime-local":
                self._types_a_time(value)
            else:
                self.page.keyboard.press("Control+A")
                self.page.keyboard.type(value)

    def _types_a_time(self, value: str) -> None:
        """As a browser in American English asks for it: month, day, year, then the hour of a clock with twelve."""
        day, _, time = value.partition("T")
        year, month, date = day.split("-")
        hour, minute = (int(it) for it in time.split(":"))
        self.page.keyboard.type(f"{month}{date}{year}")
        self.page.keyboard.press("ArrowRight")
        self.page.keyboard.type(f"{hour % 12 or 12:02}{minute:02}{'PM' if hour >= 12 else 'AM'}")

    def chooses(self, name: str, value: str) -> None:
        """A radio button by the arrows, a checkbox by the space bar. Chosen already is chosen."""
        chosen = f"main input[name={name}][value={value}]"
        self.keys.reaches(name)
        for _step in range(10):
            if self.page.evaluate("document.activeElement.value") == value:
                break
            is_radio = self.page.evaluate("document.activeElement.type") == "radio"
            self.page.keyboard.press("ArrowDown" if is_radio else "Tab")
        if not self.page.locator(chosen).is_checked():
            self.page.keyboard.press("Space")
        assert self.page.locator(chosen).is_checked(), (name, value)

    def gives_file(self, name: str, file: FilePayload) -> None:
        """Choosers are watched for from before the way there: told at the last moment, a busy browser opens its own."""
        self.page.on("filechooser", lambda chooser: None)
        self.keys.reaches(name)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)
