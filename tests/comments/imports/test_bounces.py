import mailbox
from email.message import EmailMessage

import pytest

from comments.imports.bounces import read_bounces
from comments.imports.row import TableRefused

NOTIFICATION = """From MAILER-DAEMON Sun Nov 22 07:00:00 2026
From: MAILER-DAEMON@mail.example.org
To: comity@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Sun, 22 Nov 2026 07:00:00 +0000

{recipients}

--b
Content-Type: message/rfc822

From: comity@example.org
To: somebody@example.org
Subject: You are invited

Good day,

--b--

"""


def recipient(address, *, status="5.1.1", action="failed", original=""):
    lines = [f"Final-Recipient: rfc822; {address}", f"Action: {action}", f"Status: {status}"]
    return "\n".join([f"Original-Recipient: rfc822;{original}"] * bool(original) + lines)


@pytest.fixture
def found_in(tmp_path):
    def read(content, name="bounces"):
        path = tmp_path / name
        path.write_bytes(content.encode())
        return [(it.place, it.address, it.is_final, it.is_address) for it in read_bounces(path)]

    return read


@pytest.mark.parametrize(
    "head", ["address,reason", "E-Mail,Reason", "reason,recipient", "\ufeffemail,reason", "id,address,reason,sent"]
)
def test_a_table_may_call_its_columns_as_its_provider_does(found_in, head):
    names = head.strip("\ufeff").lower().split(",")
    cells = {**dict.fromkeys(("address", "e-mail", "recipient", "email"), "a@example.org"), "reason": "no such user"}
    row = ",".join(cells.get(name, "1") for name in names)

    assert found_in(f"{head}\n{row}\n") == [(2, "a@example.org", True, True)]


@pytest.mark.parametrize(
    ("reason", "is_final"),
    [
        ("", True),
        ("mailbox does not exist", True),
        ("550 5.1.1 user unknown", True),
        ("452 4.2.2 mailbox full", False),
        ("sent at 14.2.2026", True),
    ],
)
def test_a_delay_is_told_from_a_failure_by_its_code(found_in, reason, is_final):
    assert found_in(f"address,reason\na@example.org,{reason}\n") == [(2, "a@example.org", is_final, True)]


def test_what_is_no_address_is_found_and_said_so(found_in):
    rows = found_in("address,reason\nnobody,\n,gone\na@example.org,\n")

    assert [(place, is_address) for place, _address, _final, is_address in rows] == [(2, False), (3, False), (4, True)]


def test_a_table_without_addresses_is_refused(found_in):
    with pytest.raises(TableRefused, match="no column “address”"):
        found_in("name,reason\nAmina,gone\n")


def test_notifications_name_each_recipient_and_whom_we_wrote_to(found_in):
    several = "\n\n".join(
        [
            recipient("a@example.org"),
            recipient("forwarded@elsewhere.example", original="b@example.org"),
            recipient("c@example.org", status="4.4.7", action="delayed"),
            recipient("d@example.org", status="2.0.0", action="delivered"),
            recipient("<e@example.org>", status="5.7.1 (refused)"),
        ]
    )

    assert found_in(NOTIFICATION.format(recipients=several)) == [
        (1, "a@example.org", True, True),
        (1, "b@example.org", True, True),
        (1, "c@example.org", False, True),
        (1, "d@example.org", False, True),
        (1, "e@example.org", True, True),
    ]


def test_other_letters_in_a_mailbox_say_nothing(tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "amina@example.org", "Out of office: 5.1.1"
    letter.set_content("Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1")
    box.add(letter)
    box.flush()

    assert read_bounces(tmp_path / "box") == []


@pytest.mark.parametrize("nonsense", ["Final-Recipient: \n", "Status: 5.1.1", "\x00\x01", "Final-Recipient: rfc822;"])
def test_a_broken_notification_names_nobody(found_in, nonsense):
    assert [row for row in found_in(NOTIFICATION.format(recipients=nonsense)) if row[3]] == []
