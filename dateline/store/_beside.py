"""Claims that merging would compare with another: those under the same keys, those with the most in common first."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection, select

from dateline.events import SourcedClaim
from dateline.store import _claims
from dateline.store._schema import CLAIM_KEYS
from dateline.store._sql import chunks


def beside(
    connection: Connection, keys: Collection[str], claims: Collection[str], limit: int
) -> tuple[SourcedClaim, ...]:
    """See ``Store.beside``."""
    shared: Counter[str] = Counter()
    for part in chunks(sorted(set(keys))):
        shared.update(connection.execute(select(CLAIM_KEYS.c.claim).where(CLAIM_KEYS.c.key.in_(part))).scalars())
    ordered = sorted(shared, key=lambda claim: (-shared[claim], claim))[:limit]
    wanted = list(dict.fromkeys((*claims, *ordered)))
    found = {one.claim.claim: one for one in _claims.sourced(connection, wanted)}
    return tuple(found[claim] for claim in wanted if claim in found)
