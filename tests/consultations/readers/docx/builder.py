"""Word files made part by part, so that a test sees what its file holds."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="berschrift{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in range(1, 10)
    )
    + '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
)


def run(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str = "", *, style: str = "", num: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph of plain text, or of what begins with “<”; `num` is its list and level."""
    inner = content if content.startswith("<") else run(content) if content else ""
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        own += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{own}{properties}</w:pPr>{inner}</w:p>"


def level(at: int, style: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val={quoteattr(text)}/><w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="720"/></w:pPr></w:lvl>'
    )


def lists(*definitions: str, nums: str = "") -> str:
    """Each definition is list 1, 2 … by itself; `nums` are further ones."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
        for number, levels in enumerate(definitions, 1)
    )
    own = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(1, len(definitions) + 1)
    )
    return abstract + own + nums


def num(number: int, definition: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def table(*rows: tuple[str, ...]) -> str:
    """Cells of plain text, or as they are where they begin with “<w:tc”."""
    filled = [[cell if cell.startswith("<w:tc>") else f"<w:tc>{p(cell)}</w:tc>" for cell in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in filled) + "</w:tbl>"


def document(body: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def docx(
    *body: str,
    styles: str = STYLES,
    numbering: str = "",
    targets: str = "",
    parts: dict[str, str] | None = None,
    whole: str | bytes | None = None,
) -> bytes:
    """`parts` are further ones by their kind (footnotes, header1 …), `targets` further relationships."""
    members: dict[str, str | bytes] = {"word/document.xml": document("".join(body)) if whole is None else whole}
    kinds = {"styles": f"<w:styles {NAMESPACES}>{styles}</w:styles>"}
    kinds["numbering"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    for kind, content in (parts or {}).items():
        root = {"header": "hdr", "footer": "ftr"}.get(kind.rstrip("0123456789"), kind)
        kinds[kind] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    related = "".join(
        f'<Relationship Id="part-{kind}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
        for kind in kinds
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    members |= {f"word/{kind}.xml": content for kind, content in kinds.items()}
    members["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{namespace}">{related}{targets}</Relationships>'
    members["_rels/.rels"] = (
        f'<Relationships xmlns="{namespace}">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    members["[Content_Types].xml"] = content_types(kinds)
    return zipped(members)


def content_types(kinds: Iterable[str]) -> str:
    """Of which no reader of ours takes notice, but other programs open no file without it."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {"document": "document.main", **{kind: kind.rstrip("0123456789") for kind in kinds}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>' for name, kind in parts.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
