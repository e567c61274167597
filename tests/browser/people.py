"""What people do in a browser, in the words that they see."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import FilePayload, Page, Response, expect

from accounts.models import User
from common.models import OutboxMail
from tests.signing_in import note_second_factor

PASSWORD = "correct horse"


@dataclass(frozen=True)
class Person:
    """Somebody in front of a browser window of their own."""

    page: Page
    base: str

    def opens(self, path: str) -> Response:
        answer = self.page.goto(self.base + path)
        assert answer is not None, path
        return answer

    def follows(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def fills(self, **fields: str) -> None:
        """Fields by their names in the form."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").first.fill(value)

    def chooses(self, name: str, value: str) -> None:
        self.page.locator(f"main input[name={name}][value={value}]").check()

    def gives_file(self, name: str, file: FilePayload) -> None:
        self.page.locator(f"main input[name={name}]").set_input_files(file)

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text, timeout=20_000)

    def signs_in(self, email: str, *, with_second_factor: bool = True) -> None:
        self.opens("/accounts/login/")
        self.fills(login=email, password=PASSWORD)
        self.presses("Sign in")
        expect(self.page).not_to_have_url(re.compile("/accounts/login/"))
        if with_second_factor:
            self._counts_as_having_used_a_second_factor(email)

    def _counts_as_having_used_a_second_factor(self, email: str) -> None:
        """As with `client.force_login`: what staff do at the door has journeys of its own."""
        [key] = [it["value"] for it in self.page.context.cookies() if it["name"] == settings.SESSION_COOKIE_NAME]
        session = SessionStore(session_key=key)
        note_second_factor(session, User.objects.get(email=email))
        session.save()

    def signs_up(self, email: str, name: str) -> None:
        """From the page that asks to sign in, to where one was; in Kenya, for civil society."""
        self.page.locator("main").get_by_role("link", name="Sign up").click()
        self.fills(email=email)
        self.presses("Send me a code")
        self.enters_the_code_sent_to(email)
        self.fills(name=name)
        self.chooses("stakeholder_group", "civil-society")
        self.page.locator("main select[name=country]").select_option("KE")
        self.page.locator("main [type=submit]").last.click()

    def enters_the_code_sent_to(self, address: str) -> None:
        expect(self.page.locator("main [name=code]")).to_be_visible()
        letter = OutboxMail.objects.filter(to=[address]).latest("pk")
        code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letter.text, re.MULTILINE)
        assert code is not None, letter.text
        self.fills(code=code[1])
        self.page.locator("main form button[type=submit]").first.click()
