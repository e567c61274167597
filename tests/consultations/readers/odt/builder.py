"""OpenDocument texts made part by part, so that a test sees what its file holds."""

from tests.consultations.readers.docx.builder import zipped

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("manifest", "manifest"),
    ]
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def p(content: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def h(content: str, level: int = 1, more: str = "") -> str:
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}"{more}>{content}</text:h>'


def item(*content: str, more: str = "") -> str:
    return f"<text:list-item{more}>{''.join(content)}</text:list-item>"


def listed(*items: str, style: str = "", more: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:list{named}{more}>{''.join(items)}</text:list>"


def level(at: int, style: str, *, prefix: str = "", suffix: str = "", more: str = "") -> str:
    return (
        f'<text:list-level-style-number text:level="{at}" style:num-format="{style}" style:num-prefix="{prefix}" '
        f'style:num-suffix="{suffix}"{more}><style:list-level-properties text:space-before="{at}cm"/>'
        "</text:list-level-style-number>"
    )


def list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def style(name: str, properties: str, *, family: str = "text", more: str = "") -> str:
    said = f"<style:text-properties {properties}/>" if properties else ""
    return f'<style:style style:name="{name}" style:family="{family}"{more}>{said}</style:style>'


def odt(
    *body: str, automatic: str = "", styles: str = "", masters: str = "", content: str = "", manifest: str = ""
) -> bytes:
    whole = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    document = (
        f"<office:document-styles {NAMESPACES}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content or whole,
        "styles.xml": document,
        "META-INF/manifest.xml": f"<manifest:manifest {NAMESPACES}>{manifest}</manifest:manifest>",
    })  # fmt: skip
