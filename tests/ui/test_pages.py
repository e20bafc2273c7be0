"""The site's own pages: language by the path, cookie only by choice, errors that say what to do."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client, override_settings

pytestmark = [
    pytest.mark.django_db,  # the header asks which town is around
    pytest.mark.urls("tests.ui.pages"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
PAGES = ["/site/about/about/", "/site/about/accessibility/", "/site/about/privacy/", "/site/display/"]


class Outline(HTMLParser):
    """Counts tags and collects ids and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        return sum(1 for name, _ in self.tags if name == tag)

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if attrs.get("id")]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, headers={"host": "localhost"})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_language_one_heading_and_landmarks(visitor: Client, language: str, path: str) -> None:
    answer = visitor.get(f"/{language}{path}")
    outline = Outline(answer.content.decode())
    assert answer.status_code == 200
    assert ("html", language) in [(tag, attrs.get("lang")) for tag, attrs in outline.tags]
    assert [outline.count(tag) for tag in ("h1", "main", "header", "footer", "nav")] == [1, 1, 1, 1, 1]
    assert len(outline.ids()) == len(set(outline.ids()))


@pytest.mark.parametrize("path", PAGES[:3])
def test_reading_sets_no_cookie(visitor: Client, path: str) -> None:
    assert not visitor.get(f"/en{path}").cookies


def test_the_other_language_is_one_link_away(visitor: Client) -> None:
    page = visitor.get("/en/site/about/privacy/?from=x").content.decode()
    assert 'href="/fr/site/about/privacy/?from=x" lang="fr"' in page
    page = visitor.get("/fr/site/about/privacy/").content.decode()
    assert 'href="/en/site/about/privacy/" lang="en"' in page
    assert "Vie privée" in page


def test_links_to_rooms_that_are_absent_are_left_out(visitor: Client) -> None:
    page = visitor.get("/en/site/about/about/").content.decode()
    assert "Sign in" not in page
    assert 'href=""' not in page


@pytest.mark.parametrize(("secure", "name"), [(False, "scheme"), (True, "__Host-scheme")])
def test_a_chosen_scheme_is_kept_and_can_be_taken_back(visitor: Client, secure: bool, name: str) -> None:
    address = "/en/site/display/"
    answer = visitor.post(address, {"scheme": "dark"}, secure=secure)
    assert answer.status_code == 302
    kept = answer.cookies[name]
    assert (kept.value, bool(kept["secure"]), kept["path"], kept["domain"]) == ("dark", secure, "/", "")
    assert 'data-scheme="dark"' in visitor.get(address, secure=secure).content.decode()
    taken_back = visitor.post(address, {"scheme": "device"}, secure=secure)
    assert taken_back.cookies[name].value == ""
    assert "data-scheme" not in visitor.get(address, secure=secure).content.decode()


@pytest.mark.urls("coproduce.config.urls")
def test_the_language_that_a_reader_turned_to_is_kept(visitor: Client) -> None:
    page = "/site/about/about/"
    english = {"accept-language": "en"}
    assert visitor.get("/", headers=english)["Location"] == "/en/"
    turned = visitor.get(f"/fr{page}", headers={"referer": f"http://localhost/en{page}?from=x", **english})
    assert turned.cookies["language"].value == "fr"
    assert "no-store" in turned["Cache-Control"]
    again = visitor.get("/", headers=english)
    assert (again["Location"], "Cookie" in again["Vary"]) == ("/fr/", True)
    visitor.get(f"/en{page}", headers={"referer": f"http://localhost/fr{page}", "accept-language": "fr"})
    assert visitor.get("/", headers={"accept-language": "fr"})["Location"] == "/en/"


@pytest.mark.parametrize(
    "before",
    [
        "http://elsewhere.example/en/site/about/about/",
        "http://localhost/fr/site/about/about/",
        "http://localhost/",
        "%",
    ],
)
def test_no_other_way_to_a_page_sets_the_language(visitor: Client, before: str) -> None:
    assert not visitor.get("/fr/site/about/about/", headers={"referer": before}).cookies


def test_an_unknown_scheme_is_refused_in_words(visitor: Client) -> None:
    answer = visitor.post("/en/site/display/", {"scheme": "neon"})
    assert answer.status_code == 422
    assert "Something needs your attention" in answer.content.decode()


def test_a_forged_scheme_cookie_is_ignored(visitor: Client) -> None:
    visitor.cookies["scheme"] = '"><script>'
    assert "data-scheme" not in visitor.get("/en/site/about/about/").content.decode()


@pytest.mark.parametrize(("wanted", "got"), [("/en/site/about/privacy/", None), ("https://evil.example/", "display")])
def test_the_way_back_stays_on_this_site(visitor: Client, wanted: str, got: str | None) -> None:
    answer = visitor.post("/en/site/display/", {"scheme": "dark", "next": wanted})
    assert answer["Location"] == ("/en/site/display/" if got else wanted)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/en/nowhere/", 404, "This page is not here"),
        ("/fr/nowhere/", 404, "Cette page n’existe pas"),
        ("/en/refuse/", 403, "This page is not open to you"),
        ("/fr/refuse/", 403, "Vous n’avez pas accès à cette page"),
        ("/en/suspect/", 400, "We could not read that request"),
        ("/en/fall/", 500, "Something broke on our side"),
        ("/fr/fall/", 500, "Un problème est survenu de notre côté"),
    ],
)
def test_errors_speak_the_language_of_the_path(visitor: Client, path: str, status: int, words: str) -> None:
    answer = visitor.get(path)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert f'<html lang="{path[1:3]}"' in page


def test_a_stale_form_is_explained() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/fr/site/display/", {"scheme": "dark"})
    assert answer.status_code == 403
    assert "resté ouvert trop longtemps" in answer.content.decode()


def test_security_txt_names_whom_to_tell_or_is_absent(visitor: Client) -> None:
    assert visitor.get("/.well-known/security.txt").status_code == 404
    with override_settings(CONTACT="safety@town.example"):
        text = visitor.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:safety@town.example" in text
    assert "Expires: 20" in text


@pytest.mark.django_db  # closing the answer looks at the connection where another test left one open
def test_styles_travel_compressed(visitor: Client) -> None:
    answer = visitor.get("/static/ui/site.css", headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert answer["Content-Encoding"] == "gzip"
    assert int(answer["Content-Length"]) < 20_000
    answer.close()
