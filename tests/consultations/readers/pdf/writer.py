"""PDFs by hand: text at a place, in Helvetica, whose letters every reader has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

PAGE = (595, 842)
LEFT, TOP, SIZE, PITCH = 72.0, 760.0, 11.0, 14.0


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    size: float = SIZE
    bold: bool = False


def lines(*texts: str, x: float = LEFT, y: float = TOP, size: float = SIZE, bold: bool = False) -> list[Text]:
    return [Text(x, y - PITCH * index, text, size, bold) for index, text in enumerate(texts)]


def wrapped(text: str, width: int = 80, **place: float) -> list[Text]:
    return lines(*wrap(text, width, break_on_hyphens=False), **place)


def pdf(*pages: Sequence[Text], objects: Iterable[str] = ()) -> bytes:
    """A file of so many pages. `objects` are further ones, which nothing refers to."""
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for index, page in enumerate(pages):
        stream = "\n".join(map(shown, page))
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents {6 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    return assembled([*bodies, *objects])


def shown(text: Text) -> str:
    escaped = text.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F{2 if text.bold else 1} {text.size} Tf {text.x} {text.y} Td ({escaped}) Tj ET"


def assembled(bodies: Sequence[str], trailer: str = "") -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body.encode("cp1252") + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
