"""What newsrooms and researchers have: agency formats, feeds, exports, documents, archives, mail."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.errors import ReadingError

from .conftest import Read
from .making import make_pdf, make_record, make_word, make_zip

ReadOne = Callable[..., Article]
Reason = Callable[..., str]
SAMPLES = Path(__file__).parent / "samples"
TEXT = (SAMPLES / "brigny.txt").read_text(encoding="utf-8")
PAGE = (SAMPLES / "brigny.html").read_bytes()
LINE = '{"text": "Le maire a parlé."}\n{"text": "Le préfet s’est tu.", "id": "7"}\n'


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def articles(items: list[Article | ReadingError]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def errors(items: list[Article | ReadingError]) -> list[str]:
    return [item.reason for item in items if isinstance(item, ReadingError)]


def test_newsml(read: Read) -> None:
    items = read(sample("fil.newsml"))
    pool, signing = articles(items)
    assert pool.text == (
        "La piscine de Brigny restera fermée jusqu’en juin\n\n"
        "La piscine de Brigny-sur-Vesle restera fermée jusqu’en juin, a annoncé jeudi la maire, Odile Fressard.\n\n"
        "« Les travaux coûteront 2,4 millions d’euros », a-t-elle précisé."
    )
    assert pool.title == "La piscine de Brigny restera fermée jusqu’en juin"
    assert pool.published == date(2019, 3, 21)
    assert pool.author == "Louise Aubertin"
    assert pool.publisher == "Agence de la Vesle"
    assert pool.key == "urn:newsml:agence-vesle.example:20190321:0417"
    assert signing.text.split("\n\n")[1:] == [
        "Le Vesle FC a engagé le gardien Karim Belhaouane.",
        "Il arrive de Troyes pour deux saisons.",
    ]
    assert errors(items) == ["item 3: holds no text"]


def test_newsml_with_nitf_inside(read_one: ReadOne) -> None:
    item = sample("fil.newsml").decode()
    start, stop = item.index("<inlineXML"), item.index("</inlineXML>")
    nitf = sample("depeche.nitf").decode("latin-1").split("<nitf>")[1].replace("&eacute;", "é")
    message = f'{item[:start]}<inlineXML contenttype="application/nitf+xml"><nitf>{nitf}{item[stop:]}'
    one = message[message.index("<newsItem") : message.index("</newsItem>") + 11]
    one = one.replace("<newsItem", '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"')
    one = one.replace("<headline>La piscine de Brigny restera fermée jusqu’en juin</headline>", "")
    article = read_one(one)
    assert article.title == "Le budget est voté"
    assert article.text.endswith("La séance s'est achevée à 23 heures.")
    assert article.publisher == "Agence de la Vesle"


def test_nitf(read_one: ReadOne) -> None:
    article = read_one(sample("depeche.nitf"))
    assert article.text.split("\n\n") == [
        "Le budget est voté",
        "Trois élus se sont abstenus",
        "Le conseil municipal a tranché après trois heures de débat.",
        "Le conseil municipal a adopté jeudi un budget de 12 millions d'euros, a dit Odile Fressard.",
        "La séance s'est achevée à 23 heures.",
    ]
    assert article.title == "Le budget est voté"
    assert article.published == date(2019, 3, 22)
    assert article.author == "Hélène Grandjean"
    assert article.publisher == "Le Courrier de la Vesle"
    assert article.key == "AV-20190321-0421"


def test_rss(read: Read) -> None:
    items = read(sample("fil.rss"))
    school, market = articles(items)
    assert school.text.split("\n\n") == [
        "L’école neuve ouvrira en septembre",
        "L’école neuve de Brigny ouvrira en septembre, a promis la maire.",
        "Elle accueillera cent vingt élèves.",
    ]
    assert school.title == "L’école neuve ouvrira en septembre"
    assert school.published == date(2019, 3, 21)
    assert school.author == "Hélène Grandjean"
    assert school.publisher == "Le Courrier de la Vesle"
    assert school.url == school.key == "https://courrier-vesle.example/2019/03/ecole"
    assert market.text == "Le marché déménage\n\nLe marché quitte la place d’Armes."
    assert market.author == "Paul Arnoux"
    assert market.url == "https://courrier-vesle.example/2019/03/marche"
    assert errors(items) == ["entry 2: holds no text"]


def test_atom(read: Read) -> None:
    band, sale = articles(read(sample("fil.atom")))
    assert band.text.split("\n\n")[1:] == [
        "La fanfare de Brigny fêtera samedi ses cent ans.",
        "Son chef, Luc Tessier, a choisi Berlioz.",
    ]
    assert (band.title, band.author) == ("La fanfare fête ses cent ans", "Paul Arnoux")
    assert band.published == date(2019, 3, 19)
    assert band.publisher == "L’Écho de Brigny"
    assert band.url == "https://echo-brigny.example/fanfare"
    assert sale.title == "Vide-grenier à Brigny"
    assert sale.published == date(2019, 3, 18)
    assert sale.key == "urn:uuid:6c3d"


def test_europresse(read: Read) -> None:
    items = read(sample("europresse.HTML"), "europresse.HTML")
    mayor, band = articles(items)
    assert mayor.text.split("\n\n") == [
        "Le maire réélu président du syndicat des eaux",
        "Une majorité de deux voix",
        "Le maire de Brigny, Alain Moutier, a été réélu mercredi président du syndicat des eaux.",
        "Il a obtenu quatorze voix contre douze.",
    ]
    assert mayor.title == "Le maire réélu président du syndicat des eaux"
    assert mayor.published == date(2019, 3, 21)
    assert mayor.author == "Hélène Grandjean"
    assert mayor.publisher == "Le Courrier de la Vesle"
    assert mayor.key == "news·20190321·CRV·10412-0007"
    assert band.text.endswith("La fanfare de Brigny cherche un tuba.\n\nLes répétitions ont lieu le mardi.")
    assert (band.publisher, band.published) == ("L'Écho de Brigny", date(2019, 4, 5))
    assert errors(items) == ["article 2: has no title or no text"]


def test_pdf(read_one: ReadOne) -> None:
    article = read_one(make_pdf())
    assert article.text == (
        "Le conseil municipal de Brigny a adopté jeudi soir son budget de douze millions d'euros, a annoncé la maire, "
        "Odile Fressard, à l'issue d'une séance de trois heures.\n\nLa moitié ira à l'école neuve."
    )
    assert article.title == "Le budget est voté"
    assert article.published == date(2019, 3, 22)
    assert article.author == "Hélène Grandjean"
    assert article.publisher == "Le Courrier de la Vesle"
    assert article.key == "presse/fichier"


def test_pdf_without_publishing_metadata_has_no_date(read_one: ReadOne) -> None:
    article = read_one(make_pdf(xmp=None))
    assert (article.published, article.publisher, article.author) == (None, None, "imprimerie")


def test_a_scanned_pdf_asks_for_character_recognition(reason: Reason) -> None:
    assert "OCR" in reason(make_pdf([]))


def test_word(read_one: ReadOne) -> None:
    content = make_word(
        "Le maire a parlé.",
        "",
        "Voici les résultats.",
        title="Le budget est voté",
        author="Hélène Grandjean",
        table=[["Liste", "Voix"], ["Brigny demain", "412"]],
    )
    article = read_one(content)
    assert article.text.split("\n\n") == [
        "Le maire a parlé.", "Voici les résultats.", "Liste", "Voix", "Brigny demain", "412",
    ]  # fmt: skip
    assert (article.title, article.author) == ("Le budget est voté", "Hélène Grandjean")
    assert (article.published, article.publisher) == (None, None)


def test_web_archive(read: Read) -> None:
    other = PAGE.replace(b'<link rel="canonical"', b"<link")
    anonymous = b"\n".join(line for line in other.splitlines() if b"og:url" not in line and b"<link" not in line)
    archive = b"".join(
        (
            make_record("https://courrier-vesle.example/2019/03/ecole-brigny?s=1", PAGE),
            make_record("https://courrier-vesle.example/style.css", b"p { color: red }", kind="text/css"),
            make_record("https://courrier-vesle.example/absent", PAGE, status="404 Not Found"),
            make_record("https://courrier-vesle.example/", b"<html><body></body></html>"),
            make_record("https://miroir.example/b", gzip.compress(anonymous), headers="Content-Encoding: gzip\r\n"),
            make_record("https://miroir.example/c", b"nogzip", headers="Content-Encoding: gzip\r\n"),
        )
    )
    items = read(gzip.compress(archive), "pages.warc.gz")
    first, second = articles(items)
    assert first.title == "À Brigny, l’école neuve ouvrira en septembre"
    assert first.published == date(2019, 3, 14)
    assert first.author == "Hélène Grandjean"
    assert first.publisher == "Le Courrier de la Vesle"
    assert first.url == "https://courrier-vesle.example/2019/03/ecole-brigny"
    assert second.url == second.key == "https://miroir.example/b"
    empty, broken = errors(items)
    assert empty.startswith("record 4 (https://courrier-vesle.example/): no article")
    assert broken.startswith("record 6 (https://miroir.example/c): ")


def test_a_web_archive_that_is_cut_off_says_so(read: Read) -> None:
    archive = make_record("https://courrier.example/a", PAGE) + make_record("https://courrier.example/b", PAGE)
    items = read(archive[:-400])
    assert len(articles(items)) == 1
    assert "cut off" in errors(items)[0]


def test_mail(read_one: ReadOne) -> None:
    article = read_one(sample("communique.eml"))
    assert article.text.split("\n\n") == [
        "Communiqué : le budget est voté",
        "Le conseil municipal de Brigny a adopté jeudi soir le budget de la commune, a annoncé la maire, Odile "
        "Fressard, à l’issue d’une séance de trois heures. Les impôts n’augmenteront pas.",
        "La moitié de la somme ira à l’école neuve, où cent vingt élèves sont attendus à la rentrée.",
    ]
    assert article.title == "Communiqué : le budget est voté"
    assert article.published == date(2019, 3, 21)
    assert article.author == "Presse – Mairie de Brigny"
    assert article.publisher == "Mairie de Brigny"
    assert article.key == "20190321.2241@brigny.example"


def test_mail_with_only_html(read_one: ReadOne) -> None:
    raw = "From: a@b.example\nSubject: Vide-grenier\nDate: Thu, 21 Mar 2019 22:41:07 +0100\nMIME-Version: 1.0\n"
    raw += 'Content-Type: text/html; charset="iso-8859-1"\n\n<p>Rendez-vous à l’été.</p><style>p{}</style><p>Fin.</p>'
    assert read_one(raw.encode("cp1252")).text == "Vide-grenier\n\nRendez-vous à l’été.\n\nFin."


def test_mail_with_nothing_but_attachments_says_so(reason: Reason) -> None:
    raw = "From: a@b.example\nSubject: s\nDate: x\nMIME-Version: 1.0\nContent-Type: application/pdf\n\nJVBERi0=\n"
    assert "attachments" in reason(raw)


def test_a_text_that_begins_like_a_mail_is_a_text(read_one: ReadOne) -> None:
    assert read_one("From: la mairie\nTo: vous\n\nLe maire a parlé.").text.startswith("From: la mairie")
    mail = sample("communique.eml").decode()
    assert read_one(mail, "communique.txt").text == mail


def test_gzip(read_one: ReadOne) -> None:
    article = read_one(gzip.compress(TEXT.encode()), "brigny.txt.gz")
    assert article.text == TEXT
    assert article.key == "presse/brigny.txt.gz"


def test_zip(read: Read) -> None:
    archive = make_zip(
        {
            "2019/brigny.txt": TEXT,
            "2019/ecole.html": PAGE,
            "fil.jsonl": LINE,
            "vide.txt": "",
            "photo.jpg": b"\xff\xd8\xff",
            "__MACOSX/._brigny.txt": b"\0\0",
            "annexe.zip": make_zip(
                {"budget.docx": make_word("Le maire a parlé."), "b.pdf.gz": gzip.compress(make_pdf())}
            ),
        }
    )
    items = read(archive, "presse.zip")
    assert [article.key for article in articles(items)] == [
        "presse/presse.zip/2019/brigny.txt",
        "https://courrier-vesle.example/2019/03/ecole-brigny",
        "presse/presse.zip/fil.jsonl/1",
        "7",
        "presse/presse.zip/annexe.zip/budget.docx",
        "presse/presse.zip/annexe.zip/b.pdf.gz",
    ]
    assert articles(items)[0].text == TEXT
    assert errors(items) == ["vide.txt: holds no text"]


@pytest.mark.parametrize(
    "name", ["fil.newsml", "depeche.nitf", "fil.rss", "fil.atom", "europresse.HTML", "communique.eml", "brigny.html"]
)
@pytest.mark.parametrize("hint", ["sans-suffixe", "faux.json", "faux.xml", "faux.jsonl"])
def test_the_content_tells_the_format(read: Read, name: str, hint: str) -> None:
    if name == "communique.eml" and hint != "sans-suffixe":
        pytest.skip("a mail is a text, unless its name says otherwise")
    told = [(article.title, article.text) for article in articles(read(sample(name), name))]
    assert told
    assert [(article.title, article.text) for article in articles(read(sample(name), hint))] == told


def test_every_suffix_is_taken_from_a_folder(tmp_path: Path) -> None:
    from pressgraph.reading import find_article_files

    names = [
        "a.txt",
        "b.html",
        "c.jsonl",
        "d.newsml",
        "e.nitf",
        "f.rss",
        "g.atom",
        "h.xml",
        "i.pdf",
        "j.docx",
        "k.warc",
        "l.warc.gz",
        "m.eml",
        "n.zip",
    ]
    for name in [*names, "photo.jpg"]:
        (tmp_path / name).write_bytes(b"x")
    assert [getattr(found, "name", None) for found in find_article_files([tmp_path])] == names


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        ("<?xml version='1.0'?><livre><p>Le maire</p></livre>", "livre.xml", "unknown kind (livre)"),
        ("<nitf><body>", "depeche.nitf", "XML"),
        ("%PDF-1.4\nrien", "a.pdf", "PDF"),
        ("PK\x03\x04rien", "a.docx", "zip"),
        ("rien", "a.pdf", "PDF"),
        ("rien", "a.docx", "Word"),
        (make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "a.odt", ".docx"),
        (make_zip({"photo.jpg": b"x"}), "a.zip", "no article"),
        (b"\x1f\x8b\x08\x00rien", "a.gz", "gzip"),
        (gzip.compress(TEXT.encode())[:-9], "a.gz", "gzip"),
        ("<rss><channel><title>Vide</title></channel></rss>", "a.rss", "no article"),
    ],
)
def test_a_broken_file_is_one_clear_line(reason: Reason, content: bytes | str, name: str, word: str) -> None:
    assert word in reason(content, name)


def test_a_broken_member_of_an_archive_is_one_line_and_the_others_go_on(read: Read) -> None:
    archive = bytearray(make_zip({"a.txt": "Le maire a parlé.", "b.txt": "Le préfet s’est tu.", "c.pdf": b"%PDF-"}))
    start = archive.index(b"a.txt") + 5
    archive[start + 3] ^= 0xFF
    items = read(bytes(archive), "a.zip")
    assert [article.text for article in articles(items)] == ["Le préfet s’est tu."]
    broken, pdf = errors(items)
    assert broken.startswith("a.txt: ")
    assert pdf.startswith("c.pdf: isn't a readable PDF")
