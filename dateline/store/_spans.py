"""Whether values stand on the words they say they come from."""

from typing import Any

import msgspec


def wrong_spans(value: msgspec.Struct, text: str) -> list[str]:
    """Give a line for each value of a claim whose words are not in ``text`` at the place it names."""
    wrong: list[str] = []
    _walk(msgspec.to_builtins(value), text, "", wrong)
    return wrong


def _walk(value: Any, text: str, path: str, wrong: list[str]) -> None:
    if isinstance(value, dict):
        for prefix in ("", "trigger_"):
            _compare(value, text, path, prefix, wrong)
        for name, inner in value.items():
            _walk(inner, text, f"{path}.{name}" if path else name, wrong)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            _walk(inner, text, f"{path}[{number}]", wrong)


def _compare(value: dict[str, Any], text: str, path: str, prefix: str, wrong: list[str]) -> None:
    start, end = value.get(f"{prefix}start"), value.get(f"{prefix}end")
    words = value.get("trigger" if prefix else "text")
    if start is None and end is None and words is None:
        return
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(words, str):
        wrong.append(f"{path}: {words!r} from {start} to {end} is half a span")
    elif not 0 <= start <= end <= len(text):
        wrong.append(f"{path}: {start} to {end} lies outside the text of {len(text)} characters")
    elif text[start:end] != words:
        wrong.append(f"{path}: the text has {text[start:end][:60]!r} at {start} to {end}, not {words[:60]!r}")
