import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.enums import FileType
from common.images import Damaged, cleaned
from tests.picture import JFIF, PLACE, PROFILE, chunk, exif, jpeg, part, png

PNG, JPEG = FileType.PNG, FileType.JPEG


@pytest.mark.parametrize(
    "extra",
    [chunk(b"tEXt", b"Author\0" + PLACE), chunk(b"iTXt", PLACE), chunk(b"zTXt", PLACE), chunk(b"eXIf", PLACE),
     chunk(b"tIME", PLACE), chunk(b"prVt", PLACE)],
)  # fmt: skip
def test_a_png_loses_what_is_no_picture(extra):
    assert cleaned(png(extra), PNG) == png()


def test_a_png_keeps_its_colours_and_its_movement():
    whole = png(chunk(b"gAMA", b"\0\0\xb1\x8f"), chunk(b"iCCP", b"p\0\0x"), chunk(b"acTL", b"\0" * 8))

    assert cleaned(whole, PNG) == whole


@pytest.mark.parametrize(
    "extra", [part(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE), part(0xED, PLACE), part(0xFE, PLACE), exif(1),
              part(0xE0, b"JFXX\0" + PLACE), part(0xE2, b"MPF\0" + PLACE)],
)  # fmt: skip
def test_a_jpeg_loses_what_is_no_picture(extra):
    assert cleaned(jpeg(extra), JPEG) == jpeg()


def test_a_jpeg_keeps_its_profile_and_how_adobe_means_its_colours():
    whole = jpeg(PROFILE, part(0xEE, b"Adobe\0\x64\0\0\0\0\1"))

    assert cleaned(whole, JPEG) == whole


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_stays_the_right_way_up(order):
    clean = cleaned(jpeg(exif(6, order)), JPEG)

    assert PLACE not in clean
    assert clean.startswith(b"\xff\xd8" + JFIF + b"\xff\xe1")
    assert struct.pack(">HHLH", 0x0112, 3, 1, 6) in clean
    assert cleaned(clean, JPEG) == clean


@pytest.mark.parametrize(("whole", "kind"), [(png, PNG), (jpeg, JPEG)])
def test_what_stands_behind_the_end_goes(whole, kind):
    assert cleaned(whole(after=b"PK\x03\x04<script>alert(1)</script>"), kind) == whole()


@pytest.mark.parametrize(("whole", "kind"), [(png(), PNG), (jpeg(), JPEG)])
def test_a_picture_that_ends_too_early_is_damaged(whole, kind):
    for end in range(len(whole) - 1):
        with pytest.raises(Damaged):
            cleaned(whole[:end], kind)


def test_a_png_whose_sum_is_wrong_is_damaged():
    with pytest.raises(Damaged):
        cleaned(png().replace(b"IDAT", b"IDAX"), PNG)


@given(st.binary(max_size=300), st.sampled_from([(b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG)]))
def test_no_bytes_lead_to_anything_but_a_picture_or_a_refusal(data, kind):
    head, file_type = kind
    with suppress(Damaged):
        cleaned(head + data, file_type)
