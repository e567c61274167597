"""What the headings of a law are called in several languages, and how to take such a heading apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from consultations.enums import ProvisionKind
from consultations.readers.numerals import CHINESE_NUMERAL

Kind = ProvisionKind
NOUNS: dict[str, tuple[Kind, int, str]] = {
    # name: (kind, rank: a lower one holds a higher one, the nouns)
    "annex": (Kind.ANNEX, 0, "annex annexe appendix schedule anexo apéndice bijlage anhang anlage allegato "
              "приложение الملحق ملحق المرفق مرفق"),
    "book": (Kind.PART, 5, "book livre libro boek buch книга"),
    "part": (Kind.PART, 10, "part partie parte deel teil часть الجزء"),
    "title": (Kind.TITLE, 20, "title titre título titulo titel titolo раздел الباب"),
    "chapter": (Kind.CHAPTER, 30, "chapter chapitre capítulo capitulo hoofdstuk kapitel capo глава الفصل"),
    "section": (Kind.SECTION, 40, "section sección seccion seção afdeling abschnitt sezione подраздел القسم الفرع"),
    "subsection": (Kind.SECTION, 50, "subsection sub-section sous-section subsección onderafdeling paragraaf "
                   "unterabschnitt"),
    "article": (Kind.ARTICLE, 60, "article articles art artículo articulo artikel artigo articolo clause статья ст "
                "المادة مادة"),
}  # fmt: skip
CHINESE_NOUNS = {"编": "part", "編": "part", "部分": "part", "章": "chapter", "节": "section", "節": "section",
                 "条": "article", "條": "article"}  # fmt: skip
PREAMBLES = (
    "preamble préambule preambule preámbulo preambulo aanhef präambel preambolo преамбула الديباجة ديباجة 序言 前言"
)
RECITALS = re.compile(
    r"(?:whereas|considering|recogni[sz]ing|recalling|having regard|noting|mindful|convinced|bearing in mind|"
    r"considérant|reconnaissant|rappelant|vu |considerando|reconociendo|recordando|overwegende|gezien|gelet|"
    r"in erwägung|gestützt|учитывая|признавая|принимая во внимание|إذ )",
    re.IGNORECASE,
)
ORDINALS = (
    "one two three four five six seven eight nine ten eleven twelve first second third fourth fifth sixth seventh "
    "eighth ninth tenth sole single unique premier première deuxième troisième quatrième cinquième primero primera "
    "segundo segunda tercero tercera cuarto cuarta quinto quinta único única eerste tweede derde vierde vijfde erster "
    "zweiter dritter первая вторая третья الأول الأولى الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة"
)


def alternatives(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


NAME_OF = {noun: name for name, (_, _, nouns) in NOUNS.items() for noun in nouns.split()}
NUMBER = (
    r"(?:[LRD]\.?\s?)?\d+(?:[.-]\d+)*(?:er|re|[°ºª]|\s?(?:bis|ter|quater|quinquies|sexies|septies|octies)\b|[a-zA-Z]\b)?"
    r"|(?-i:[IVXLCDM]+(?:er|re)?|[A-Z]|[ivxl]+(?=\W*$))(?:\s(?:bis|ter)\b)?(?!\w)"
    rf"|(?:{alternatives(ORDINALS)})(?!\w)"
)
NAMED = re.compile(
    rf"(?P<printed>(?P<noun>{alternatives(' '.join(NAME_OF))})(?P<dot>\.?)\s*(?:no\.?|nr\.?|№)?\s*"
    rf"(?P<number>\(\s*(?:{NUMBER})\s*\)|{NUMBER})\.?)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
BARE_ANNEX = re.compile(
    rf"(?P<printed>{alternatives(NOUNS['annex'][2])})(?P<rest>\s*(?:[.:–—-].*)?)", re.IGNORECASE | re.DOTALL
)
CHINESE = re.compile(
    rf"(?P<printed>第\s*(?:\d+|{CHINESE_NUMERAL}+)\s*(?P<noun>{'|'.join(CHINESE_NOUNS)})(?:之{CHINESE_NUMERAL}+)?)(?P<rest>.*)",
    re.DOTALL,
)
CHINESE_ANNEX = re.compile(rf"(?P<printed>附[件录錄](?:\s*(?:\d+|{CHINESE_NUMERAL}+))?)(?P<rest>.*)", re.DOTALL)
SECTION_SIGN = re.compile(r"(?P<printed>§{1,2}\s*\d+\s?(?:[a-z]\b)?\.?)(?P<rest>.*)", re.DOTALL)
PREAMBLE = re.compile(rf"(?P<printed>{alternatives(PREAMBLES)})(?P<rest>[\W_]*)", re.IGNORECASE)
RUN_IN_PREAMBLE = re.compile(
    rf"(?P<printed>{alternatives(PREAMBLES)})(?P<between>[\s.:：–—-]+)(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL
)
GENERIC_NUMBER = re.compile(
    r"(?P<printed>(?:\d+|[A-Z](?=\.\d))(?:\.\d+)*[.)]?|[IVXLC]+[.)]|[A-Z][.)])\s+(?P<rest>\S.*)", re.DOTALL
)
SEPARATORS = " \t\u00a0\u3000.:：,–—-\n"


@dataclass(frozen=True, slots=True)
class Named:
    """A heading taken apart. `separated` says that something stood between the number and what follows."""

    name: str
    kind: ProvisionKind
    number: str
    rest: str
    separated: bool = True
    stands_alone: bool = False
    """So written that it can only be a number and no reference, as 第五条 before its text."""


def named(text: str) -> Named | None:
    """“Article 5 – Definitions” as its noun, its number as printed and the rest; None for any other text."""
    if found := NAMED.match(text):
        return taken_apart(NAME_OF[found["noun"].lower()], found["printed"], found["rest"])
    if found := CHINESE.match(text):
        apart = taken_apart(CHINESE_NOUNS[found["noun"]], found["printed"], found["rest"])
        return replace(apart, separated=True, stands_alone=found["rest"][:1].isspace())
    if found := BARE_ANNEX.fullmatch(text) or CHINESE_ANNEX.fullmatch(text):
        return taken_apart("annex", found["printed"], found["rest"])
    if found := SECTION_SIGN.match(text):
        return taken_apart("article", found["printed"], found["rest"])
    return None


def taken_apart(name: str, printed: str, rest: str) -> Named:
    number = " ".join(printed.split())
    separated = printed.endswith(".") or rest.lstrip(" \t\u00a0")[:1] in {*":：.–—-\u3000"} or not rest.strip()
    if rest.strip(SEPARATORS):
        number = number.rstrip(".")
    return Named(name, NOUNS[name][0], number, " ".join(rest.strip().lstrip(SEPARATORS).split()), separated)


def is_preamble(text: str) -> bool:
    return PREAMBLE.fullmatch(text) is not None


def run_in_preamble(text: str) -> tuple[str, str] | None:
    """“Preamble The Parties, …” as heading and text; None where a sentence merely begins with the word."""
    found = RUN_IN_PREAMBLE.fullmatch(text)
    if found and (found["between"].strip() or found["rest"][0].isupper()):
        return found["printed"], found["rest"]
    return None


def generic_number(text: str) -> tuple[str, str]:
    """“2.1 Scope” as (“2.1”, “Scope”); a heading without a number as ("", heading)."""
    found = GENERIC_NUMBER.fullmatch(text)
    return (found["printed"], found["rest"]) if found else ("", text)
