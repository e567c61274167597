from io import BytesIO

import pytest

from comments.imports.encoding import Encoding, detect, text_chunks
from comments.imports.row import TableRefused

SPANISH = "Ñandú, año, ¿qué? Señor corazón, educación y participación ciudadana en el barrio"


def read(data: bytes) -> str:
    file = BytesIO(data)
    return "".join(text_chunks(file, detect(file)))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_western_text_is_read_whatever_its_encoding(codec: str):
    assert read(("id,text\n1," + SPANISH).encode(codec)) == "id,text\n1," + SPANISH


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", "Sénégal"),
        ("cp1252", "“quoted” – it’s"),
        ("cp1251", "Привет, это русский текст о законе и о правах человека в сети"),
        ("cp1250", "żółć gęślą jaźń, ustawa o zmianie ustawy o prawie własności przemysłowej"),
        ("shift_jis", "日本語のテキストです。これは文章であり、法律について述べています。"),
    ],
)
def test_a_national_encoding_is_told_by_its_letters(codec: str, text: str):
    assert read(text.encode(codec)) == text


def test_an_accent_far_behind_the_sample_counts():
    assert read(b"a" * 300_000 + "é".encode("cp1252")).endswith("é")
    assert read(b"a" * 300_000 + "é".encode()).endswith("é")


def test_utf8_with_one_broken_byte_stays_utf8():
    text = read(SPANISH.encode() + b"\xff" + SPANISH.encode())

    assert text == SPANISH + "\udcff" + SPANISH


def test_a_character_cut_in_half_at_the_end_is_replaced():
    assert read("ab".encode("utf-16") + b"\x61").endswith("b�")


def test_half_of_a_surrogate_pair_in_utf16_is_kept_for_the_row_to_tell():
    assert read("a\ud800b".encode("utf-16", "surrogatepass")) == "a\ud800b"


def test_a_nul_in_utf8_is_not_taken_for_utf16():
    assert read(b"id,text\n1,a\0b") == "id,text\n1,a\0b"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("idna", b"id,text"),
        ("utf-7", b"1,a+,,,"),
        ("utf-16", b"\xff\xfe" + b"\x00\xd8" * 3 + b"a\x00"),
        ("undefined", b"a"),
    ],
)
def test_a_file_that_is_not_in_the_encoding_of_its_mapping_is_refused(name: str, data: bytes):
    with pytest.raises(TableRefused, match=f"not in the encoding “{name}”"):
        list(text_chunks(BytesIO(data), Encoding(name)))
