"""Makes the binary files that the tests read: PDF, Word, web archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

PAGE_LINES = (
    "Le conseil municipal de Brigny a adopté jeudi soir son budget de douze mil-",
    "lions d'euros, a annoncé la maire, Odile Fressard, à l'issue d'une séance de",
    "trois heures.",
    "La moitié ira à l'école neuve.",
)

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" prism:publicationName="Le Courrier de la Vesle">
<prism:publicationDate>2019-03-22</prism:publicationDate>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Le budget est voté</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Hélène Grandjean</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def make_pdf(lines: Iterable[str] = PAGE_LINES, *, xmp: str | None = XMP, author: str = "imprimerie") -> bytes:
    """Return a PDF of one page with these lines."""
    shown = "".join(f"({line}) Tj T*\n".replace("\\", "\\\\") for line in lines)
    content = f"BT /F1 10 Tf 14 TL 40 780 Td\n{shown}ET".encode("cp1252")
    metadata = (xmp or "").encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R" + (b" /Metadata 6 0 R" if xmp else b"") + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(metadata), metadata),
        f"<< /Author ({author}) >>".encode("cp1252"),
    ]
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer << /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)


def make_word(*paragraphs: str, title: str = "", author: str = "", table: Iterable[Iterable[str]] = ()) -> bytes:
    """Return a Word file."""
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.author = title, author
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    rows = [list(row) for row in table]
    if rows:
        grid = document.add_table(rows=len(rows), cols=len(rows[0]))
        for cells, row in zip(grid.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def make_record(
    address: str,
    body: bytes,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: str = "",
    length: int | None = None,
) -> bytes:
    """Return one response of a web archive."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2019-04-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:0cfd2b7e-9a43-4a6e-8ee0-7d1f0cb9ea01>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def make_zip(members: dict[str, bytes | str]) -> bytes:
    """Return a zip archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()
