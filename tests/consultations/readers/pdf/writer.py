"""PDFs by hand: text at a place, in Helvetica, whose letters every reader has."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5
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


def pdf(*pages: Sequence[Text]) -> bytes:
    return assembled(bodies_of(pages))


def bodies_of(pages: Sequence[Sequence[Text]]) -> list[str]:
    """The objects of a file of so many pages, from the first."""
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for index, page in enumerate(pages):
        stream = "\n".join(map(shown, page))
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents {6 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return bodies


def shown(text: Text) -> str:
    escaped = text.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F{2 if text.bold else 1} {text.size} Tf {text.x} {text.y} Td ({escaped}) Tj ET"


def assembled(bodies: Sequence[str], trailer: str = "") -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body.encode("latin-1") + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def protected(page: Sequence[Text], *, user: str, owner: str) -> bytes:
    """Encrypted after ISO 32000-1, 7.6.3 (RC4, 40 bits): only with the user's password, which may be "", it opens."""
    own, name = padded(owner), b"0123456789abcdef"
    permitted = rc4(md5(own).digest()[:5], padded(user))
    key = md5(padded(user) + permitted + (-4).to_bytes(4, "little", signed=True) + name).digest()[:5]
    stream = "\n".join(map(shown, page)).encode("cp1252")
    secret = rc4(md5(key + (6).to_bytes(3, "little") + b"\0\0").digest()[:10], stream).decode("latin-1")
    bodies = bodies_of([page])
    bodies[5] = f"<< /Length {len(secret)} >>\nstream\n{secret}\nendstream"
    bodies.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{permitted.hex()}> /U <{rc4(key, PADDING).hex()}> >>")
    return assembled(bodies, f"/Encrypt {len(bodies)} 0 R /ID [<{name.hex()}> <{name.hex()}>]")


def padded(password: str) -> bytes:
    return (password.encode() + PADDING)[:32]


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
