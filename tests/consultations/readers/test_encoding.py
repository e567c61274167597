import pytest

from consultations.readers import UnreadableFile, reader_for
from consultations.readers.encoding import decode


@pytest.mark.parametrize(
    "data",
    [
        "Défense\r\nx".encode(), "Défense\nx".encode("utf-8-sig"), "Défense\nx".encode("utf-16"),
        "Défense\nx".encode("utf-16-le"), "Défense\nx".encode("utf-16-be"), "Défense\rx".encode("cp1252"),
    ],
)  # fmt: skip
def test_the_encodings_that_word_processors_write(data):
    assert decode(data) == "Défense\nx"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \n", "The file is empty."),
        (b"one\ntwo \x00 three and more", "Line 2 holds a control character"),
        (b"\x81\x8d", "This is not a text"),
    ],
)
def test_what_is_no_text_says_so(data, message):
    with pytest.raises(UnreadableFile, match=message):
        decode(data)


def test_a_format_that_is_not_read_today_names_those_that_are():
    with pytest.raises(UnreadableFile, match=r"“law\.rtf” cannot be read: .* \.md, \.markdown, \.txt"):
        reader_for("law.rtf")
