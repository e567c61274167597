import pytest

from consultations.enums import NoticeKind
from consultations.readers import READERS, UnreadableFile, reader_for
from consultations.readers.draft import Notice
from consultations.readers.encoding import decode, encoding_of


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
        (b"\x81\x8d", "Line 1 has a letter that is not in UTF-8"),
        (b"\xff\xfea", "This is not a text"),
    ],
)
def test_what_is_no_text_says_so(data, message):
    with pytest.raises(UnreadableFile, match=message):
        decode(data)


def test_a_format_that_is_not_read_today_names_those_that_are():
    with pytest.raises(UnreadableFile, match=r"“law\.rtf” cannot be read: .* \.md, \.markdown, \.txt"):
        reader_for("law.rtf")


RUSSIAN = "Каждая сторона принимает такие законодательные и иные меры, которые могут потребоваться."
UKRAINIAN = "Кожна Сторона вживає таких законодавчих та інших заходів, які можуть бути необхідними."
ARABIC = "تتخذ كل دولة طرف ما قد يلزم من التدابير التشريعية وغيرها من التدابير."
PERSIAN = "هر کشور عضو اقدامات قانونى لازم را انجام مى دهد"
CHINESE = "第五条 为了规范数据处理活动，保障数据安全，促进数据开发利用，制定本法。"
JAPANESE = "第五条 この法律において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。"
GREEK = "Κάθε συμβαλλόμενο μέρος λαμβάνει τα αναγκαία νομοθετικά και άλλα μέτρα"
FRENCH = "Chaque Partie adopte les mesures législatives nécessaires « à l’établissement » pénal – où ça s’arrête…"
GERMAN = "Jede Vertragspartei trifft die Maßnahmen, die für Übergänge nötig sind."
POLISH = "Każda Strona podejmie takie środki prawne, jakie okażą się niezbędne dla ustanowienia przestępstw"
TURKISH = "Her Taraf, gerekli yasal ve diğer önlemleri alacaktır; bilişim sistemlerine kasıtlı erişim suçtur"
KOREAN = "각 당사국은 필요한 입법 조치를 취하여야 한다 그리고 다른 조치를"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (UKRAINIAN, "cp1251"), (ARABIC, "cp1256"), (ARABIC, "iso8859-6"),
        (PERSIAN, "cp1256"), (CHINESE, "gb18030"), (JAPANESE, "cp932"), (GREEK, "cp1253"), (FRENCH, "cp1252"),
        (GERMAN, "cp1252"), ("é", "cp1252"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("markup", ["{}", "# Title in English\n\n1. {}\n", "<p class=text>{}</p>\n" * 3])
def test_letters_that_tell_their_encoding(text, encoding, markup):
    text = markup.replace("{}", text)

    assert encoding_of(text.encode(encoding)) == encoding
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp866"), (RUSSIAN, "iso8859-5"), (RUSSIAN[:6], "cp1251"), (CHINESE, "big5"), (JAPANESE, "euc-jp"),
        (KOREAN, "cp949"), (POLISH, "cp1250"), (POLISH, "iso8859-2"), (TURKISH, "cp1254"),
    ],
)  # fmt: skip
def test_letters_that_do_not_tell_are_refused_at_their_line(text, encoding):
    data = b"# Title\n\n" + text.encode(encoding, "ignore")
    with pytest.raises(UnreadableFile, match=r"^Line 3 has a letter that is not in UTF-8.*save it as UTF-8"):
        decode(data)


@pytest.mark.parametrize("extension", [".md", ".txt"])
def test_people_are_told_of_an_encoding_that_was_found_out(extension):
    assert READERS[extension](f"# Закон\n\n1. {RUSSIAN}\n".encode("cp1251")).notices == [Notice(NoticeKind.ENCODING, 1)]
    assert READERS[extension](f"# Закон\n\n1. {RUSSIAN}\n".encode()).notices == []


@pytest.mark.parametrize(("head", "notices"), [("", [Notice(NoticeKind.ENCODING, 1)]), ("<meta charset=cp1251>", [])])
def test_a_page_that_says_its_encoding_needs_no_notice(head, notices):
    assert READERS[".html"](f"{head}<p>{RUSSIAN}</p>".encode("cp1251")).notices == notices
