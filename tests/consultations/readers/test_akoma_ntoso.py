from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason
from consultations.readers.draft import Notice, ReadDraft
from consultations.readers.eids import eids
from consultations.readers.inspection import coverage
from consultations.readers.xml import read
from tests.consultations.readers.outlines import outline

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
META = "<meta><identification source='#us'/></meta>"


def document(body: str, *, kind: str = "act", namespace: str = NAMESPACE, before: str = "") -> ReadDraft:
    source = f'<akomaNtoso xmlns="{namespace}"><{kind}>{META}{before}<body>{body}</body></{kind}></akomaNtoso>'
    draft = read(source.encode())
    assert coverage(draft).missing == Counter()
    return draft


LAW = """
<part eId="part_A"><num>Part A</num><heading>General</heading>
  <chapter eId="part_A__chp_I"><num>Chapter I</num>
    <article eId="art_1"><num>Article 1</num><heading>Scope <b>and</b> aim</heading>
      <paragraph eId="art_1__para_1"><num>1.</num>
        <list eId="art_1__para_1__list_1"><intro><p>This Act covers:</p></intro>
          <point eId="art_1__para_1__list_1__point_a"><num>(a)</num><content><p>ships;</p></content></point>
          <point eId="art_1__para_1__list_1__point_b"><num>(b)</num><content><p>boats,</p></content></point>
          <wrapUp><p>wherever they are.</p></wrapUp>
        </list></paragraph>
      <paragraph eId="art_1__para_2"><num>2.</num><content><p>Not <i>rafts</i>.</p>
        <p>Nor swimmers.</p></content></paragraph>
    </article></chapter></part>
"""  # fmt: skip


def test_the_hierarchy_the_numbers_and_the_addresses_are_the_files_own():
    assert outline(document(LAW)) == [
        "part | part_A | Part A | General",
        "chapter | part_A__chp_I | Chapter I",
        "article | art_1 | Article 1 | Scope and aim",
        "paragraph | art_1__para_1 | 1. | This Act covers:",
        "point | art_1__para_1__list_1__point_a | (a) | ships;",
        "point | art_1__para_1__list_1__point_b | (b) | boats,",
        "point | art_1__para_1__point_nn_1 | wherever they are.",
        "paragraph | art_1__para_2 | 2. | Not rafts. / Nor swimmers.",
    ]


def test_emphasis_links_and_line_breaks_stay_in_the_html():
    draft = document(
        '<article><content><p>Not <i>r<b>af</b>ts</i>, see <ref href="https://law.example/1">Act 1</ref>'
        '<ref href="/akn/x">, 2</ref> and H<sub>2</sub>O.<eol/>End<ins>ed</ins></p></content></article>'
    )

    (article,) = draft.provisions
    assert article.text == "Not rafts, see Act 1, 2 and H2O. Ended"
    assert article.html.replace("\n", "") == (
        '<p dir="auto">Not <em>r<strong>af</strong>ts</em>, see <a href="https://law.example/1" rel="nofollow ugc '
        'noopener">Act 1</a>, 2 and H<sub>2</sub>O.<br>Ended</p>'
    )


@pytest.mark.parametrize(
    "namespace",
    [NAMESPACE, f"{NAMESPACE}/WD17", f"{NAMESPACE}/CSD13", "http://www.akomantoso.org/2.0", ""],
)  # fmt: skip
def test_each_of_its_namespaces_is_read(namespace):
    draft = document('<section id="sec-1"><num>1</num><content><p>Text.</p></content></section>', namespace=namespace)

    assert outline(draft) == ["section | sec-1 | 1 | Text."]


@pytest.mark.parametrize("prefix", ["an", "akn"])
def test_prefixes_make_no_difference(prefix):
    source = (
        f'<{prefix}:akomaNtoso xmlns:{prefix}="{NAMESPACE}"><{prefix}:bill><{prefix}:body><{prefix}:article>'
        f"<{prefix}:num>1</{prefix}:num></{prefix}:article></{prefix}:body></{prefix}:bill></{prefix}:akomaNtoso>"
    )

    assert outline(read(source.encode())) == ["article | art_1 | 1"]


def test_preface_preamble_recitals_conclusions_and_annexes():
    before = """<preface><p>No. 7</p><p><docTitle>Ships Act</docTitle></p></preface>
      <preamble eId="pre"><formula eId="f"><p>We, the People,</p></formula>
      <citations><citation eId="cit_1"><p>Having regard to law,</p></citation></citations>
      <recitals><intro><p>Whereas:</p></intro><recital eId="rec_1"><num>(1)</num><p>Ships sail.</p></recital>
      <recital eId="rec_2"><num>(2)</num><p>Boats, too.</p></recital></recitals></preamble>"""
    body = '<article eId="art_1"><num>Article 1</num><content><p>Sail.</p></content></article>'
    source = f"""<akomaNtoso xmlns="{NAMESPACE}"><act>{META}{before}<body>{body}</body>
      <conclusions eId="concl"><p>Done at Lima.</p><p><signature>A. B.</signature></p></conclusions>
      <attachments><attachment eId="att_1"><doc name="annex">{META}<preface><p>Annex I – Flags</p></preface>
      <mainBody><p eId="att_1__p_1">White.</p><p>Red.</p></mainBody></doc></attachment></attachments></act>
      </akomaNtoso>"""
    draft = read(source.encode())

    assert outline(draft) == [
        "section | preface | Ships Act | No. 7",
        "preamble | pre",
        "paragraph | f | We, the People,",
        "paragraph | cit_1 | Having regard to law,",
        "paragraph | pre__para_nn_1 | Whereas:",
        "recital | rec_1 | (1) | Ships sail.",
        "recital | rec_2 | (2) | Boats, too.",
        "article | art_1 | Article 1 | Sail.",
        "paragraph | concl | Done at Lima. / A. B.",
        "annex | att_1 | Annex I | Flags",
        "paragraph | att_1__p_1 | White.",
        "paragraph | att_1__para_nn_1 | Red.",
    ]
    assert coverage(draft).share == 1.0


def test_a_collection_holds_its_documents():
    part = (
        "<component eId='c{0}'><{1}>" + META + "<preface><p><docTitle>{2}</docTitle></p></preface>{3}</{1}></component>"
    )
    source = (
        f'<akomaNtoso xmlns="{NAMESPACE}"><documentCollection><collectionBody><component><documentRef href="#c1"/>'
        "</component></collectionBody></documentCollection><components>"
        + part.format(1, "bill", "The bill", "<body><article eId='a1'><num>1</num></article></body>")
        + part.format(
            2, "doc", "Why", "<mainBody><tblock><heading>Context</heading><p>It is so.</p></tblock></mainBody>"
        )
        + "</components></akomaNtoso>"
    )

    assert outline(read(source.encode())) == [
        "section | c1 | The bill",
        "article | a1 | 1",
        "section | c2 | Why",
        "section | c2__sec_nn_1 | Context",
        "paragraph | c2__sec_nn_1__para_nn_1 | It is so.",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<section><subsection><num>1</num><paragraph><num>a</num></paragraph></subsection></section>",
         ["section", "paragraph", "point"]),
        ("<section><subsection><heading>Sub</heading><article><num>1</num></article></subsection></section>",
         ["section", "section", "article"]),
        ("<clause><num>1</num><subclause><num>1.1</num></subclause></clause>", ["article", "paragraph"]),
        ("<article><num>1</num><rule><num>i</num></rule></article>", ["article", "point"]),
        ("<book><tome><subpart><title><subtitle><subchapter><division><num>1</num></division></subchapter></subtitle>"
         "</title></subpart></tome></book>", ["part", "part", "part", "title", "title", "chapter", "section"]),
        ("<hcontainer name='crossheading'><heading>Ships</heading><section><num>1</num></section></hcontainer>",
         ["section", "section"]),
        ("<hcontainer name='schedule'><heading>First</heading></hcontainer>", ["annex"]),
        ("<crossHeading>Ships</crossHeading><article><num>1</num></article>", ["section", "article"]),
        ("<article><content><blockList><listIntroduction>Of:</listIntroduction><item><num>1)</num><p>x</p></item>"
         "</blockList></content></article>", ["article", "point"]),
        ("<article><alinea><content><p>One.</p></content></alinea><proviso><content><p>But.</p></content></proviso>"
         "</article>", ["article", "paragraph", "paragraph"]),
        ("<article><content><ol><li><p>One.</p></li><li value='2bis'>Two.</li></ol></content></article>",
         ["article", "point", "point"]),
    ],
)  # fmt: skip
def test_every_element_of_the_hierarchy_has_its_kind(body, expected):
    assert [provision.kind.value for provision, _, _ in document(body).walk()] == expected


def test_footnotes_stand_below_the_text_that_they_belong_to():
    draft = document(
        '<article><num>1</num><heading>Ships<authorialNote marker="a"><p>Of wood.</p></authorialNote></heading>'
        '<content><p>Sail<authorialNote placement="bottom"><p>OJ <i>L</i> 1.</p><p>See below.</p></authorialNote>, '
        "now.</p><p>Or later.</p></content></article>"
    )

    (article,) = draft.provisions
    assert article.heading == "Ships[a]"
    assert article.text == "[a] Of wood.\nSail[2], now.\n[2] OJ L 1.\nSee below.\nOr later."
    assert "Sail<sup>[2]</sup>, now." in article.html


def test_a_note_in_the_head_stands_where_it_is_referred_to():
    source = f"""<akomaNtoso xmlns="{NAMESPACE}"><act><meta><notes><note eId="n1"><p>Referred.</p></note>
      <note eId="n2"><p>Forgotten.</p></note></notes></meta><body><article><num>1</num><content>
      <p>Text<noteRef href="#n1" marker="(1)"/>.</p></content></article></body></act></akomaNtoso>"""
    draft = read(source.encode())

    assert [provision.text for provision in draft.provisions] == ["Text[(1)].\n[(1)] Referred."]
    assert [(it.text, it.reason) for it in draft.problems] == [("Forgotten.", ProblemReason.FRONT_MATTER)]
    assert coverage(draft).share == 1.0


def test_what_an_act_quotes_is_text_of_the_provision_that_quotes_it():
    draft = document(
        '<article eId="art_1"><num>1</num><content><p>Insert: <mod><quotedStructure startQuote="“" endQuote="”">'
        '<article eId="art_1"><num>2A.</num><content><p>Ships.</p></content></article></quotedStructure></mod>;</p>'
        "</content></article>"
    )

    assert outline(draft) == ["article | art_1 | 1 | Insert: / “2A. Ships.” / ;"]
    assert "<blockquote" in draft.provisions[0].html


def test_tables_keep_their_rows_and_whatever_stands_between_the_cells():
    draft = document(
        "<article><num>1</num><content><table><caption>Fees</caption><tr><th>Ship</th><th>Fee</th></tr>"
        "<tr>loose<td><p>Cog</p></td><td>7<br/>pence</td></tr></table></content></article>"
    )

    assert draft.provisions[0].text == "Fees\nShip | Fee\nCog | 7 pence | loose"
    assert "<th>Ship</th>" in draft.provisions[0].html


def test_deleted_words_pictures_contents_and_metadata_are_reported():
    source = f"""<akomaNtoso xmlns="{NAMESPACE}"><act><meta><proprietary>File 7</proprietary></meta>
<preface><toc><tocItem>1 Ships</tocItem></toc></preface><body><article><num>1</num>
<content><p>Ships <del>must</del> <ins>may</ins> sail <img src="flag.png" alt="a flag"/>.</p></content></article></body>
</act></akomaNtoso>"""
    draft = read(source.encode())

    assert [(it.place, it.unit, it.text, it.reason) for it in draft.problems] == [
        (1, PlaceUnit.LINE, "File 7", ProblemReason.FRONT_MATTER),
        (2, PlaceUnit.LINE, "1 Ships", ProblemReason.CONTENTS),
        (3, PlaceUnit.LINE, "must", ProblemReason.DELETED),
        (3, PlaceUnit.LINE, "flag.png", ProblemReason.IMAGE),
    ]
    assert draft.notices == [Notice(NoticeKind.TRACKED_CHANGES, 1)]
    assert draft.provisions[0].text == "Ships may sail a flag."


def test_addresses_that_stand_twice_or_do_not_fit_are_changed_and_counted():
    body = "".join(f'<article eId="{eid}"><num>{n}</num></article>' for n, eid in enumerate(
        ["art_1", "art_1", "a b/c?ü", "..", "", "art_4_1.~"]))  # fmt: skip
    draft = document(body)

    assert eids(draft) == ["art_1", "art_1_2", "a-b-c-u", "art_3", "art_4", "art_4_1.~"]
    assert draft.notices == [Notice(NoticeKind.ADDRESSES, 3)]


def test_an_address_of_the_file_is_not_taken_by_one_made_before_it():
    draft = document('<article><num>2</num></article><article eId="art_2"><num>3</num></article>')

    assert eids(draft) == ["art_2_2", "art_2"]


def test_words_and_elements_in_wrong_places_are_kept():
    draft = document(
        "stray <article>loose<num>1</num><p>A.</p>tail<unheard><of/>words</unheard><num>2</num></article> end"
    )

    assert outline(draft) == [
        "paragraph | para_nn_1 | stray",
        "article | art_1 | 1 | loose / A. / tail / words / 2",
        "paragraph | para_nn_2 | end",
    ]


def test_a_number_longer_than_numbers_are_goes_before_the_heading():
    draft = document(f"<article><num>{'9' * 121}</num><heading>Ships</heading></article>")

    assert (draft.provisions[0].number, draft.provisions[0].heading) == ("", "9" * 121 + " Ships")


def test_a_debate_is_read_and_said_to_be_none_of_these():
    source = f"""<akomaNtoso xmlns="{NAMESPACE}"><debate><debateBody><debateSection eId="d1"><heading>Motions</heading>
      <speech eId="s1"><from>Ms Bo:</from><p>I move.</p></speech><scene>(Applause)</scene></debateSection></debateBody>
      </debate></akomaNtoso>"""
    draft = read(source.encode())

    assert outline(draft) == [
        "section | d1 | Motions",
        "paragraph | s1 | Ms Bo: | I move.",
        "paragraph | d1__para_nn_1 | (Applause)",
    ]
    assert draft.notices == [Notice(NoticeKind.OTHER_DOCUMENT, 1)]


ELEMENTS = """
act body part article paragraph point list intro content wrapUp p num heading i b ref authorialNote blockList item
table tr td quotedStructure mod preface docTitle preamble recitals recital hcontainer subsection toc img del eol
attachment doc mainBody component unheard li ol noteRef speech from crossHeading conclusions
"""
names = st.sampled_from(ELEMENTS.split())
text = st.sampled_from(["", "", " ", "word ", "Wort", "第一条", "x<".replace("<", "&lt;"), " two words "])
trees = st.recursive(
    text,
    lambda inside: st.tuples(names, st.lists(inside, max_size=4), text).map(
        lambda it: f"<{it[0]}>{''.join(it[1])}</{it[0]}>{it[2]}"
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(trees, max_size=4))
def test_nothing_is_lost_however_the_elements_stand(parts):
    source = f'<akomaNtoso xmlns="{NAMESPACE}"><act>{"".join(parts)}</act></akomaNtoso>'
    draft = read(source.encode())

    assert coverage(draft).missing == Counter()
    addresses = eids(draft)
    assert len(set(addresses)) == len(addresses)


def samples(real_data: Path) -> list[Path]:
    return sorted((real_data / "16-texts-akoma-ntoso").rglob("*.xml"))


def test_every_sample_has_its_own_articles_recitals_and_addresses_and_loses_nothing(real_data: Path):
    for path in samples(real_data):
        root = etree.parse(path).getroot()
        if etree.QName(root).localname != "akomaNtoso":
            continue
        draft = read(path.read_bytes())
        kinds = Counter(provision.kind.value for provision, _, _ in draft.walk())
        for name in ["article", "recital"]:
            own = root.xpath(f'//*[local-name()="{name}"][not(ancestor::*[local-name()="quotedStructure"])]')
            assert kinds[name] == len(own), (path.name, name)
        assert coverage(draft).share == 1.0, path.name
        wanted = [it.get("eId") for it in root.xpath('//*[local-name()="article" or local-name()="recital"][@eId]')
                  if not it.xpath('ancestor::*[local-name()="quotedStructure"]')]  # fmt: skip
        assert set(wanted) <= set(eids(draft)), path.name
