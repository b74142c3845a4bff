"""The HTML page: the whole text, every mark, no way out, nothing from the network."""

import base64
import hashlib
import io
import re
from collections import defaultdict
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export import html
from dateline.export.page.evidence import evidence
from dateline.export.page.render import OPEN_REPORTS
from dateline.model import Attribution, CodedReport, Count, Mention, Party, Report
from tests.export import factory

VOID = {"meta", "link", "br", "img", "input", "hr"}
MAY_LEAD_OUT = {"href", "src", "srcset", "data", "action", "poster", "background", "xlink:href", "formaction", "ping"}


class Page(HTMLParser):
    """Reads a page as a tree walk: elements, the words of each text, and the evidence over every code point of them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.marks: list[dict[str, list[tuple[int, int]]]] = []
        self.style = self.script = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elements.append((tag, values))
        if values.get("class") == "words":
            self.texts.append("")
            self.marks.append(defaultdict(list))
        if tag not in VOID:
            self.open.append((tag, values))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if "style" in tags:
            self.style += data
        if "script" in tags:
            self.script += data
        if not any(values.get("class") == "words" for _, values in self.open):
            return
        start = len(self.texts[-1])
        self.texts[-1] += data
        for _, values in self.open:
            for item in (values.get("data-e") or "").split():
                self.marks[-1][item].append((start, len(self.texts[-1])))


def written(*coded: CodedReport) -> str:
    out = io.StringIO(newline="")
    html.write(coded, out)
    return out.getvalue()


def possible(text: str) -> str:
    """What a page can hold of a text: NUL and lone surrogates have no place in HTML."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def check_marks(page: Page, one: CodedReport) -> None:
    """Every evidence span is marked, once, by pieces that touch and lie in order; nothing else is marked."""
    want = defaultdict(set)
    for item in evidence(one.claims, len(one.report.text)):
        want[f"{item.claim}:{item.role}"].update(range(item.start, item.end))
    (marks,) = page.marks
    assert set(marks) == set(want)
    for key, pieces in marks.items():
        points = [point for start, end in pieces for point in range(start, end)]
        assert len(points) == len(set(points))
        assert set(points) == want[key]


@pytest.mark.parametrize("sample", factory.SAMPLES, ids=lambda f: f.__name__)
def test_the_text_pane_is_the_text_and_every_span_is_marked_once(sample: factory.Sample) -> None:
    one = sample()
    page = Page(written(one))
    assert page.texts == [possible(one.report.text)]
    check_marks(page, one)
    assert not page.open


def spans(draw: st.DrawFn, length: int) -> dict[str, int]:
    start = draw(st.integers(0, length - 1))
    return {"start": start, "end": draw(st.integers(start + 1, length))}


@st.composite
def overlapping(draw: st.DrawFn) -> CodedReport:
    """A report whose claims' evidence overlaps in every way."""
    text = draw(st.text(st.characters(codec="utf-8"), min_size=3, max_size=40))
    report = Report(id="any", text=text)
    claims = []
    for _ in range(draw(st.integers(1, 3))):
        a, b, c, d, e = (spans(draw, len(text)) for _ in range(5))
        words = [text[x["start"]:x["end"]] for x in (a, b, c, d, e)]  # fmt: skip
        mention = Mention(**a, text=words[0], trigger_start=b["start"], trigger_end=b["end"], trigger=words[1])
        claims.append(
            factory.claim(
                report,
                f"type_{len(claims)}",
                (mention,),
                initiators=(Party(**c, text=words[2], name="x"),),
                targets=(Party(**d, text=words[3], name="y"),),
                killed=Count(**e, text=words[4], low=1, high=1),
                attribution=Attribution(**c, text=words[2], cue="said"),
            )
        )
    return CodedReport(report=report, claims=tuple(claims))


@settings(deadline=None)
@given(overlapping())
def test_any_overlap(one: CodedReport) -> None:
    page = Page(written(one))
    assert page.texts == [possible(one.report.text)]
    check_marks(page, one)


def test_spans_outside_the_text_are_left_out() -> None:
    one = factory.bare()
    wrong = Party(start=5, end=900, text="x", name="x")
    claim = factory.claim(one.report, "shooting", one.claims[0].mentions, initiators=(wrong,))
    page = Page(written(CodedReport(report=one.report, claims=(claim,))))
    assert page.texts == [one.report.text]
    assert set(page.marks[0]) == {"1:act"}


class TestNothingGetsOut:
    page = Page(written(*(sample() for sample in factory.SAMPLES)))

    def test_policy_allows_this_style_and_this_script_and_nothing_else(self) -> None:
        found = [v["content"] for t, v in self.page.elements if v.get("http-equiv") == "Content-Security-Policy"]
        policy = dict(part.strip().split(" ", 1) for part in str(found[0]).split(";"))
        hashes = {
            name: "'sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() + "'"
            for name, source in (("style-src", self.page.style), ("script-src", self.page.script))
        }
        assert policy == {"default-src": "'none'", **hashes, "base-uri": "'none'", "form-action": "'none'"}

    def test_policy_comes_before_anything_that_could_load(self) -> None:
        tags = [tag for tag, _ in self.page.elements]
        assert tags[:4] == ["html", "head", "meta", "meta"]
        assert self.page.elements[3][1]["http-equiv"] == "Content-Security-Policy"

    def test_one_style_one_script_and_no_element_that_loads(self) -> None:
        tags = [tag for tag, _ in self.page.elements]
        assert (tags.count("style"), tags.count("script")) == (1, 1)
        assert not {"img", "iframe", "object", "embed", "link", "base", "form", "image", "audio", "video"} & set(tags)

    def test_no_attribute_runs_or_styles(self) -> None:
        names = {name for _, values in self.page.elements for name in values}
        assert not [name for name in names if name.startswith("on") or name == "style"]

    def test_only_a_link_to_the_source_leads_out(self) -> None:
        out = [
            (tag, name, value)
            for tag, values in self.page.elements
            for name, value in values.items()
            if name in MAY_LEAD_OUT and not str(value).startswith("#")
        ]
        assert out == [("a", "href", "https://example.org/dilling?a=1&b=2")]

    def test_style_and_script_name_no_address(self) -> None:
        assert not re.search(
            r"url\(|@import|https?:|fetch|eval|innerHTML|Function\(", self.page.style + self.page.script
        )

    def test_ids_are_unique_and_every_inner_link_leads_somewhere(self) -> None:
        ids = [str(values["id"]) for _, values in self.page.elements if "id" in values]
        assert len(ids) == len(set(ids))
        links = {str(v["href"])[1:] for _, v in self.page.elements if str(v.get("href", "")).startswith("#")}
        assert links <= set(ids)

    def test_no_control_that_reorders_stands_free(self) -> None:
        source = written(factory.hostile())
        free = re.sub(r'<bdi class="ctl" data-u="U\+[0-9A-F]{4}">.</bdi>', "", source)
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069\x00\x1b\x7f]", re.sub("(?s)<div class=.words.*?</div>", "", free)
        )
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", free)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "file:///etc/passwd",
        "https://",
        "https://[x",
        "https://example.org/\u202egro",
        " https://example.org",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    page = Page(written(CodedReport(report=Report(id="x", text="Shots.", url=url))))
    assert not [v for t, v in page.elements if t == "a" and not str(v.get("href")).startswith("#")]


class TestReading:
    source = written(factory.market())

    @pytest.mark.parametrize(
        "words",
        [
            "12 March 2024",
            "12 to 13 March 2024",
            "February 2024",
            "at least 9",
            "4 to 6",
            "outskirts of Dilling, South Kordofan, Sudan",
            "town, within 5 km",
            "very likely right",
            "Not on the map: <a href=\"#r1c5\">5</a>",
            "Not on the time strip: <a href=\"#r1c5\">5</a>",
            '<span class="badge">alleged</span>',
            '<span class="badge">threatened</span>',
        ],
    )  # fmt: skip
    def test_cards_say(self, words: str) -> None:
        assert words in self.source

    def test_every_field_of_a_claim_is_told_even_if_the_report_does_not_say(self) -> None:
        assert Page(written(factory.bare())).elements
        assert written(factory.bare()).count("not said") == 4

    def test_landmarks_headings_and_labels(self) -> None:
        tags = [tag for tag, _ in Page(self.source).elements]
        assert [tags.count(tag) for tag in ("header", "main", "footer", "aside", "h1", "h2")] == [1, 1, 1, 1, 1, 1]
        figures = [values for tag, values in Page(self.source).elements if values.get("role") == "img"]
        assert len(figures) == 2
        assert all(values["aria-label"] for values in figures)

    def test_direction_and_language_of_a_report(self) -> None:
        words = next(v for _, v in Page(written(factory.arabic())).elements if v.get("class") == "words")
        assert (words["dir"], words["lang"]) == ("auto", "ar")
        words = next(v for _, v in Page(written(factory.hostile())).elements if v.get("class") == "words")
        assert "lang" not in words

    def test_issues_and_no_claims_are_said(self) -> None:
        source = written(factory.silent())
        assert "No claims" in source
        assert "language &#39;xx&#39; is not read" in source

    def test_no_reports(self) -> None:
        assert "There are no reports." in written()


def test_what_stands_open_is_what_has_claims() -> None:
    page = Page(written(*[factory.silent()] * 3, *[factory.bare()] * 3))
    reports = [values for tag, values in page.elements if str(values.get("class")).startswith("report")]
    assert ["open" in values for values in reports] == [True, False, False, True, True, False]


def test_many_reports_are_indexed_and_folded() -> None:
    page = Page(written(*[factory.bare()] * 40))
    reports = [values for tag, values in page.elements if str(values.get("class")).startswith("report")]
    assert len(reports) == 40
    assert ["open" in values for values in reports] == [True] * OPEN_REPORTS + [False] * (40 - OPEN_REPORTS)
    links = [values["href"] for tag, values in page.elements if tag == "a"]
    assert [link for link in links if re.fullmatch(r"#r\d+", str(link))] == [f"#r{n}" for n in range(1, 41)]
