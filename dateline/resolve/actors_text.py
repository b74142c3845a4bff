"""Words as the actor modules compare them: cut into tokens, folded; and YAML files of facts, read fast and checked.

A token is a run of letters and digits, or an abbreviation with full stops ("U.S."). Hyphens and spaces both separate,
so that "al-Shabaab" and "Al Shabaab" are the same two tokens.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
import yaml

from dateline.errors import DataError

MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f"
    "\u0981-\u0983\u09bc-\u09cd\u0b82-\u0bcd\u0dca-\u0df3"
)
"""Signs that belong to the letter before them, in the scripts of the registry's names; none is a letter to Python."""
UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Chinese and Japanese write no spaces and Korean ties particles to a name, so that each character is a token."""
TOKEN = re.compile(
    rf"(?:[A-Z]\.){{2,}}(?:[A-Z](?![^\W_]))?|[{UNSPACED}]"
    rf"|[^\W_{UNSPACED}]+(?:['’‘ʼʿ`´][^\W_{UNSPACED}]+|[{MARKS}]+[^\W_{UNSPACED}]*)*"
)
APOSTROPHE = re.compile(r"['’‘ʼʿ`´]")
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
PLAIN = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart; newspapers write them so."""
HYPHENS = "-‐‑–"

Table = TypeVar("Table")


class Word(NamedTuple):
    """A token of a text: its span without a possessive ending, its folded form, a hyphen to its left, its capital."""

    start: int
    end: int
    text: str
    fold: str
    hyphen_before: bool
    capital: bool


def fold(word: str) -> str:
    """Give a token without case, accents, apostrophes, full stops and possessive ending."""
    if word.isascii() and word.isalnum():
        return word.lower()
    word = POSSESSIVE.sub("", word)
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", APOSTROPHE.sub("", word))
        word = "".join(c for c in plain if not unicodedata.combining(c)).lower().translate(PLAIN)
    return word.replace("'", "").replace(".", "").replace("`", "").lower()


def capitals(text: list[Word]) -> list[int]:
    """Give the indexes of the words with a capital: the only ones at which most names can begin."""
    return [i for i, word in enumerate(text) if word.capital]


def words(text: str) -> list[Word]:
    """Give the tokens of a text in order."""
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    for m in TOKEN.finditer(text):
        raw, (start, end) = m.group(), m.span()
        hyphen = start > 0 and text[start - 1] in HYPHENS
        if raw.isascii() and raw.isalnum():
            yield Word(start, end, raw, raw.lower(), hyphen, raw[0].isupper())
            continue
        if raw[-1] in "sS" and len(raw) > 2 and raw[-2] in "'’":
            raw, end = raw[:-2], end - 2
        yield Word(start, end, raw, fold(raw), hyphen, raw[0].isupper())


def key(text: str) -> tuple[str, ...]:
    """Give the folded tokens of a name."""
    return tuple(fold(m.group()) for m in TOKEN.finditer(text))


def read_table(path: Path, shape: type[Table]) -> Table:
    """Read a YAML file of facts into ``shape``.

    Raises DataError that names the file, the place in it and what is allowed, when it breaks the shape.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
    return parse_table(text, path, shape)


def parse_table(text: str, path: Path, shape: type[Table]) -> Table:
    """Give the facts of YAML text; ``path`` is only what errors call it. Raises as ``read_table`` does."""
    table: Any = None
    try:
        table = _plain(yaml.CBaseLoader(text).get_single_node())
        return msgspec.convert(table, shape, strict=False)
    except yaml.YAMLError as error:
        raise DataError(f"{path}: is no YAML: {' '.join(str(error).split())}") from error
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {error}{_row(str(error), table)}") from error


def _row(message: str, table: Any) -> str:
    """Name the row that a message of msgspec counts ("$.actors[3].kind"): its id or name, so that a person finds it."""
    m = re.search(r"\$\.(\w+)\[(\d+)\]", message)
    if m is None or not isinstance(row := table[m.group(1)][int(m.group(2))], dict):
        return ""
    name = row.get("id") or row.get("name")
    return f" (row {name!r})" if name else f" (row {int(m.group(2)) + 1})"


def _plain(node: Any) -> Any:
    """Give a YAML node as dicts, lists and strings: three times as fast as PyYAML's own constructor."""
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in ("null", "~", "") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(n) for n in node.value]
    if isinstance(node, yaml.MappingNode):
        return {k.value: _plain(v) for k, v in node.value}
    return None
