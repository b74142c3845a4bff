"""The grammar of one parsed sentence, as questions: who is the subject, what is the object, how far does the phrase
reach.

The parser is small and sometimes wrong, so every answer has a fall-back and no caller may rely on one relation alone.
"""

import re
from collections.abc import Iterator

import msgspec

from dateline.model import Sentence, Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
ACCUSING = frozenset({"accuse", "blame", "suspect", "charge", "convict", "acquit"})
VERBAL = frozenset({"VERB", "AUX"})


class Grammar:
    """A parsed sentence that answers questions about its words, by their index. Never changed after it is made."""

    __slots__ = ("children", "end", "start", "tokens")

    def __init__(self, sentence: Sentence, most: int = 10_000) -> None:
        words = sentence.tokens[:most]
        inside = tuple(t if t.head < len(words) else msgspec.structs.replace(t, head=i) for i, t in enumerate(words))
        self.tokens: tuple[Token, ...] = tuple(_attached(i, inside) for i in range(len(inside)))
        self.start, self.end = sentence.start, sentence.end
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                self.children[token.head].append(i)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Give the words that depend on ``i`` by one of the relations, in order."""
        return [k for k in self.children[i] if self.tokens[k].dep in deps]

    def up(self, i: int) -> Iterator[int]:
        """Give the words that ``i`` depends on, nearest first, without ``i``."""
        seen = {i}
        while self.tokens[i].head not in seen:
            i = self.tokens[i].head
            seen.add(i)
            yield i

    def subtree(self, i: int) -> list[int]:
        """Give ``i`` and all below it, in the order of the text."""
        found, todo = set(), [i]
        while todo:
            k = todo.pop()
            if k not in found:
                found.add(k)
                todo.extend(self.children[k])
        return sorted(found)

    def at(self, start: int, end: int) -> list[int]:
        """Give the words that overlap a stretch of the report's text."""
        return [i for i, t in enumerate(self.tokens) if t.start < end and start < t.end]

    def is_verb(self, i: int) -> bool:
        """Say whether a word was read as a verb."""
        return self.tokens[i].tag.startswith("VB") or self.tokens[i].pos in VERBAL

    def is_passive(self, i: int) -> bool:
        """Say whether a verb is passive: an auxiliary "be", a passive subject, or a participle that describes a
        noun."""
        token = self.tokens[i]
        if token.tag != "VBN":
            return bool(self.kids(i, "auxpass"))
        if self.kids(i, "auxpass", "nsubjpass", "agent"):
            return True
        if any(self.tokens[k].lemma in ("have", "'ve") for k in self.kids(i, "aux")):
            return False
        if token.dep == "conj" and not self.kids(i, "nsubj", "aux"):
            return self.is_passive(token.head)
        if token.dep in ("oprd", "acomp", "xcomp", "ccomp") and not self.kids(i, "aux", "nsubj", "dobj"):
            return True  # "was found murdered"
        return token.dep in ("acl", "relcl", "amod", "advcl") and not self.kids(i, "dobj", "nsubj")

    def conjuncts(self, i: int) -> list[int]:
        """Give ``i`` and the words coordinated with it ("A, B and C"), in order; appositive lists count."""
        found, todo = [i], [i]
        while todo:
            for k in self.kids(todo.pop(), "conj"):
                if k not in found:
                    found.append(k)
                    todo.append(k)
        return sorted(found)

    def subject(self, verb: int) -> list[int]:
        """Give the heads of a verb's grammatical subject, also one it shares with or inherits from the verb above
        it."""
        return self._subject(verb, 0)

    def _subject(self, verb: int, depth: int) -> list[int]:
        token = self.tokens[verb]
        own = self.kids(verb, "nsubj", "nsubjpass", "csubj")
        if own:
            return self._speaker(verb, own) or self._antecedents(verb, own)
        if depth > 6 or token.head == verb:
            return []
        if (
            token.dep in ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis")
            and self.is_verb(token.head)
            and not self.kids(verb, "mark", "expl")
        ):
            told = [k for k in self.kids(token.head, "dobj", "dative") if k < verb and self.tokens[k].pos != "ADP"]
            if token.dep == "xcomp" and token.tag == "VB" and told:
                return [c for k in told for c in self.conjuncts(k)]  # "forced thousands to flee"
            return self._subject(token.head, depth + 1)
        if token.dep == "pcomp":
            above = next((k for k in self.up(verb) if self.is_verb(k)), None)
            if above is None:
                return []
            if self.tokens[above].lemma in ACCUSING and not self.is_passive(above):
                return self.objects(above)  # "accused the army of bombing a market"
            return self._subject(above, depth + 1)
        if token.dep in ("acl", "relcl"):
            return self.conjuncts(token.head)
        return []

    def _speaker(self, verb: int, own: list[int]) -> list[int]:
        """Who "it" or "they" is when somebody says what they did: "The army said it killed nine rebels"."""
        above = self.tokens[verb].head
        pronoun = self.tokens[own[0]].text.lower()
        if self.tokens[verb].dep != "ccomp" or len(own) > 1 or pronoun not in ("it", "they", "he", "she"):
            return []
        named = [k for k in self.kids(above, "nsubj") if self.tokens[k].tag.startswith("NN")]
        heads = [c for k in named for c in self.conjuncts(k)]
        several = len(heads) > 1 or any(self.tokens[k].tag in ("NNS", "NNPS") for k in heads)
        person = any(self.tokens[k].entity == "PERSON" for k in heads)
        fits = {"it": not several and not person, "they": several}.get(pronoun, not several)
        return heads if fits else []

    def _antecedents(self, verb: int, heads: list[int]) -> list[int]:
        found: list[int] = []
        for head in heads:
            if self.tokens[head].lemma in RELATIVE and self.tokens[head].tag in ("WDT", "WP", "IN", "DT"):
                noun = next(
                    (k for k in (verb, *self.up(verb)) if self.tokens[k].dep in ("relcl", "acl", "ccomp")), None
                )
                if noun is not None and not self.is_verb(self.tokens[noun].head):
                    found.extend(self.conjuncts(self.tokens[noun].head))
                continue
            found.extend(self.conjuncts(head))
        return found

    def objects(self, verb: int) -> list[int]:
        """Give the heads of a verb's direct objects; of a participle in a relative clause, the noun it describes."""
        direct = [
            k
            for k in self.kids(verb, "dobj", "attr", "dative")
            if self.tokens[k].pos != "ADP" and self.tokens[k].tag != "IN"
        ]
        found = [c for k in direct for c in self.conjuncts(k)]
        if not found and self.tokens[verb].dep == "conj":
            # "killed and wounded dozens": the last verb's object belongs to both; "shot and killed X" is read the
            # other way.
            later = [c for k in self.conjuncts(verb) if k > verb for c in self.kids(k, "dobj")]
            found = [c for k in later for c in self.conjuncts(k)]
        if not found:
            later = [k for k in self.kids(verb, "conj") if k > verb and k - verb <= 3 and self.is_verb(k)]
            found = [c for k in later for d in self.kids(k, "dobj") for c in self.conjuncts(d)]
        return found

    def after(self, i: int, *prepositions: str) -> list[int]:
        """Give the heads of what follows ``i`` by one of the prepositions ("on X and Y" gives X and Y)."""
        found: list[int] = []
        for k in self.kids(i, "prep", "agent", "dative", "prt"):
            if self.tokens[k].text.lower() in prepositions:
                for obj in self.kids(k, "pobj", "pcomp"):
                    found.extend(self.conjuncts(obj))
                for other in self.kids(k, "conj", "prep"):
                    found.extend(c for obj in self.kids(other, "pobj") for c in self.conjuncts(obj))
        return found

    def words(self) -> str:
        """Give the sentence's words in lower case, with single spaces around each: " the army said "."""
        return " " + " ".join(t.text.lower() for t in self.tokens) + " "

    def lemmas(self) -> str:
        """Give the sentence's lemmas with single spaces around each."""
        return " " + " ".join(t.lemma for t in self.tokens) + " "


def _attached(i: int, tokens: tuple[Token, ...]) -> Token:
    """The word with its head mended: "of" right after a noun belongs to that noun, also in a list ("a depot and
    positions of the brigade")."""
    token = tokens[i]
    if (
        i
        and token.text.lower() == "of"
        and token.dep == "prep"
        and token.head != i - 1
        and tokens[i - 1].tag.startswith("NN")
    ):
        return msgspec.structs.replace(token, head=i - 1)
    return token


def clean_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span without white space, commas and unbalanced quotation marks or brackets at its edges."""
    while start < end and re.match(r"[\s,;:.\-–—\"“”'‘’)\]»]", text[start]):
        start += 1
    while start < end and re.match(r"[\s,;:\-–—\"“”‘(\[«]", text[end - 1]):
        end -= 1
    if text[end - 1 : end] in (")", "]") and "(" not in text[start:end] and "[" not in text[start:end]:
        end -= 1
    return start, end
