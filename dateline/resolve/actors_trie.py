"""A trie of folded tokens: all names that begin at a word of a text are found in one walk, however many there are."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from dateline.resolve.actors_text import Word

Value = TypeVar("Value")
NOTHING: list[Any] = []
"""What is found at most words; nobody changes it."""


class Trie(Generic[Value]):
    """Names as paths of tokens; several values may share a name. Filled once, then only read."""

    def __init__(self) -> None:
        self._root: dict[Any, Any] = {}

    def add(self, name: Sequence[str], value: Value) -> None:
        """Put a value under a name of at least one token."""
        node = self._root
        for token in name:
            node = node.setdefault(token, {})
        node.setdefault(None, []).append(value)

    def find(self, text: Sequence[Word], at: int) -> list[tuple[int, list[Value]]]:
        """Give (number of tokens, values) of the names that begin at a word, the longest first."""
        node, i = self._root.get(text[at].fold), at
        if node is None:
            return NOTHING
        found: list[tuple[int, list[Value]]] = []
        while node is not None:
            i += 1
            if None in node:
                found.append((i - at, node[None]))
            node = node.get(text[i].fold) if i < len(text) else None
        found.reverse()
        return found

    def get(self, name: Sequence[str]) -> list[Value]:
        """Give the values of exactly this name."""
        node: dict[Any, Any] | None = self._root
        for token in name:
            node = node.get(token) if node is not None else None
        values: list[Value] = node.get(None, []) if node is not None else []
        return values
