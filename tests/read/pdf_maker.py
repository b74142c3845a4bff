"""Small PDF files, written by hand for the tests: lines of text on pages, and the traps that strangers set."""

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]], info: str = "", *, packed: bool = False, extra: str = "") -> bytes:
    """A PDF of pages of lines. ``info`` holds entries of its information dictionary, ``extra`` of its catalogue."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        used = f"<< /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {used} >>".encode())
        objects.append(stream(_content(lines), packed=packed))
    objects.append(f"<< {info} >>".encode())
    return file(objects, f"/Root 1 0 R /Info {len(objects)} 0 R")


def stream(data: bytes, *, packed: bool = False) -> bytes:
    data = zlib.compress(data) if packed else data
    kind = "/Filter /FlateDecode " if packed else ""
    return f"<< {kind}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return bytes(out) + f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF".encode()


def _content(lines: Sequence[str]) -> bytes:
    shown = []
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"({escaped}) Tj T*".encode("cp1252"))
    return b"BT /F1 11 Tf 14 TL 72 720 Td\n" + b"\n".join(shown) + b"\nET"


def bomb(size: int = 160 * 1024**2) -> bytes:
    """A page whose content unpacks to ``size`` bytes, twice packed so that the file stays small."""
    packer, out = zlib.compressobj(1), bytearray()
    piece = b" " * (1 << 20)
    for _ in range(size // len(piece)):
        out += packer.compress(piece)
    out += packer.flush()
    twice = zlib.compress(bytes(out), 9)
    content = f"<< /Filter [/FlateDecode /FlateDecode] /Length {len(twice)} >>\nstream\n".encode() + twice
    return file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << >> /Contents 4 0 R >>",
            content + b"\nendstream",
        ],
        "/Root 1 0 R",
    )


def ring() -> bytes:
    """Pages that are their own parents and children."""
    return file(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
         b"<< /Type /Pages /Parent 3 0 R /Kids [2 0 R] /Count 1 >>"],
        "/Root 1 0 R",
    )  # fmt: skip


def drawn_in_itself() -> bytes:
    """A form that draws itself."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /X 4 0 R >> >> "
    return file(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
         page + b"/Contents 5 0 R >>",
         form + b"\nstream\n/X Do\nendstream", stream(b"/X Do")],
        "/Root 1 0 R",
    )  # fmt: skip


def nested(depth: int = 200_000) -> bytes:
    """Arrays in arrays."""
    return pdf([["words"]], extra="/Deep " + "[" * depth + "]" * depth)
