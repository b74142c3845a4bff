"""What a page states of itself for machines: JSON-LD (schema.org) and meta elements."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

ARTICLE = re.compile(r"(?:.*Article|.*Posting|Report|AnalysisNewsArticle)$")
"""Types of schema.org that are one text with a date of publication."""
PAGE = re.compile(r"(?:WebPage|ItemPage|CreativeWork)$")
_MAX_OBJECTS, _MAX_DEPTH = 2_000, 8
_OF_OTHERS = frozenset(
    {"itemListElement", "hasPart", "isPartOf", "citation", "mentions", "comment", "review", "relatedLink"}
)
"""Properties that hold other articles than the page's own."""

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "rnews:datepublished", "article.published", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    "citation_date", "publication_date", "publication-date", "publish_date", "publish-date", "publishdate", "pubdate",
    "published_time", "published-date", "cxenseparse:recs:publishtime", "shareaholic:article_published_time",
    "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created",
    "article_date_original", "originalpublicationdate", "date",
)  # fmt: skip
"""Names of meta elements that hold a date of publication, best first: those for nothing else, then libraries' (Dublin
Core), then the vague."""


class Stated(NamedTuple):
    """What a page states, each in the page's own words; lists best first."""

    headline: str | None
    author: str | None
    publisher: str | None
    language: str | None
    urls: tuple[str, ...]
    json_ld_dates: tuple[str, ...]
    meta_dates: tuple[str, ...]


def stated(tree: Any) -> Stated:
    """Give what a parsed page states of itself."""
    metas = _metas(tree)
    objects = list(_json_ld(tree))
    article = _article(objects, metas)
    canonical = [str(href) for href in tree.xpath("//link[translate(@rel,'CANONICAL','canonical')='canonical']/@href")]
    return Stated(
        headline=_words(article.get("headline")) or metas.get("og:title"),
        author=_people(article.get("author")),
        publisher=_people(article.get("publisher")) or metas.get("og:site_name"),
        language=_language(tree, metas),
        urls=tuple(filter(None, [*canonical[:3], metas.get("og:url"), _words(article.get("url"))])),
        json_ld_dates=tuple(filter(None, [_words(article.get("datePublished"))])),
        meta_dates=tuple(metas[name] for name in PUBLISHED if metas.get(name)),
    )


def _metas(tree: Any) -> dict[str, str]:
    """Give the first content of each meta element (or element of microdata that is one) by its lower-case name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _json_ld(tree: Any) -> Iterator[Mapping[str, Any]]:
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        words = re.sub(
            r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", element.text or ""
        )
        try:
            value = json.loads(words, strict=False)
            if "\\ud" in words.lower():  # half of a character would make the whole page one that cannot be told
                value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
        except (ValueError, RecursionError):
            continue
        yield from _objects(value)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Give the objects of a JSON-LD value that may be the page's own, outermost first."""
    waiting, given = [(value, 0)], 0
    while waiting and given < _MAX_OBJECTS:
        one, depth = waiting.pop(0)
        if isinstance(one, list) and depth < _MAX_DEPTH:
            waiting += [(item, depth + 1) for item in one]
        elif isinstance(one, dict):
            given += 1
            yield one
            if depth < _MAX_DEPTH:
                inner = (item for name, item in one.items() if name not in _OF_OTHERS)
                waiting += [(item, depth + 1) for item in inner if isinstance(item, (dict, list))]


def _article(objects: list[Mapping[str, Any]], metas: Mapping[str, str]) -> Mapping[str, Any]:
    """Give the object that is the page's article: the one with the page's own title where there are several."""
    for kind in (ARTICLE, PAGE):
        found = [one for one in objects if any(kind.match(name) for name in _types(one))]
        title = " ".join(metas.get("og:title", "").split())
        same = [one for one in found if title and _words(one.get("headline")) == title]
        dated = [one for one in [*same, *found] if one.get("datePublished")]
        if dated or (found and kind is PAGE):
            return (dated or found)[0]
    return {}


def _types(one: Mapping[str, Any]) -> list[str]:
    named = one.get("@type")
    names = named if isinstance(named, list) else [named]
    return [name.rpartition("/")[2] for name in names if isinstance(name, str)]


def _people(value: Any) -> str | None:
    """Give the name or names of people or an organisation."""
    several = value if isinstance(value, list) else [value]
    names = [_words(one.get("name") if isinstance(one, dict) else one) for one in several[:20]]
    kept = [name for name in dict.fromkeys(names) if name and not name.startswith(("http:", "https:"))]
    return ", ".join(kept) or None


def _words(value: Any) -> str | None:
    one = value[0] if isinstance(value, list) and value else value
    return " ".join(one.split()) or None if isinstance(one, str) else None


def _language(tree: Any, metas: Mapping[str, str]) -> str | None:
    """Give the primary subtag of the language that a page says it is in."""
    named = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang")]
    named += [metas.get("content-language"), metas.get("og:locale")]
    for name in named:
        if name and (found := re.match(r"\s*([A-Za-z]{2,3})(?=[-_,;\s]|$)", name)):
            return found[1].lower()
    return None
