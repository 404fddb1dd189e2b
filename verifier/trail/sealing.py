"""Closing the trail batch by batch under a published root, and finding out whether anybody touched it since.

The sealer takes every transaction that is over and not yet sealed: `pg_snapshot_xmin` is the oldest that may still
write, so nothing can appear below it later. A long transaction makes a seal late, never wrong.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from verifier.trail import merkle
from verifier.trail.models import Leaf, Seal

LOCK = 4713  # advisory lock: one sealer at a time
GENESIS = bytes(32)

# The words of an event as they are hashed. The trigger of migration 0003 writes the same; they are spelled out here
# again so that a check does not ask a function in the database that somebody may have replaced.
WORDS = """jsonb_build_array(e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    e.act, e.subject, e.case_key, e.actor, e.details)::text"""


@dataclass(frozen=True)
class Fault:
    """Something in the trail that cannot have come from the product: where, and what."""

    where: str
    what: str


def seal_hash(previous: bytes, root: bytes, size: int) -> bytes:
    return hashlib.sha256(previous + root + size.to_bytes(8, "big")).digest()


@transaction.atomic(durable=True)
def seal_trail(*, at: datetime) -> Seal | None:
    """Seal every event that is over and unsealed; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        horizon = cursor.fetchone()[0]
        last = Seal.objects.order_by("-pk").first()
        cursor.execute(
            "SELECT id, leaf FROM trail_event WHERE txid >= %s::xid8 AND txid < %s::xid8 ORDER BY txid, id",
            [last.horizon if last else "0", horizon],
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    root = merkle.root([bytes(leaf) for _key, leaf in rows])
    previous = bytes(last.hash) if last else GENESIS
    seal = Seal.objects.create(
        size=len(rows), horizon=horizon, root=root, previous=previous, hash=seal_hash(previous, root, len(rows)), at=at
    )
    Leaf.objects.bulk_create(
        Leaf(event_id=key, seal=seal, position=position) for position, (key, _leaf) in enumerate(rows)
    )
    return seal


def check_trail() -> Iterator[Fault]:
    """Every fault: a row changed, removed or put in, a seal that does not follow from its rows or from the last."""
    previous = GENESIS
    for seal in Seal.objects.order_by("pk").iterator():
        yield from _check_seal(seal, previous)
        previous = bytes(seal.hash)
    last = Seal.objects.order_by("-pk").first()
    yield from _changed_unsealed()
    if last is not None:
        yield from _put_in(last)


def _check_seal(seal: Seal, previous: bytes) -> Iterator[Fault]:
    where = f"seal {seal.pk}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT l.position, e.id, {WORDS}, e.leaf FROM trail_leaf l "  # noqa: S608 - no outside text
            "LEFT JOIN trail_event e ON e.id = l.event_id WHERE l.seal_id = %s ORDER BY l.position",
            [seal.pk],
        )
        rows = cursor.fetchall()
    leaves = []
    for _position, key, words, leaf in rows:
        if key is None:
            continue
        leaves.append(merkle.leaf_hash(words.encode()))
        if leaves[-1] != bytes(leaf):
            yield Fault(f"event {key}", "its words were changed after it was written")
    if len(leaves) != seal.size or [position for position, *_rest in rows] != list(range(seal.size)):
        yield Fault(where, f"{seal.size} events were sealed, {len(leaves)} are there")
    if merkle.root(leaves) != bytes(seal.root):
        yield Fault(where, "its root does not follow from its events")
    if bytes(seal.previous) != previous:
        yield Fault(where, "it does not follow on the seal before it")
    if seal_hash(bytes(seal.previous), bytes(seal.root), seal.size) != bytes(seal.hash):
        yield Fault(where, "its hash does not follow from its root")


def _changed_unsealed() -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.id, {WORDS}, e.leaf FROM trail_event e "  # noqa: S608 - no outside text
            "LEFT JOIN trail_leaf l ON l.event_id = e.id WHERE l.event_id IS NULL"
        )
        for key, words, leaf in cursor.fetchall():
            if merkle.leaf_hash(words.encode()) != bytes(leaf):
                yield Fault(f"event {key}", "its words were changed after it was written")


def _put_in(last: Seal) -> Iterator[Fault]:
    """An event below the horizon of the last seal that lies under no seal was not there when that seal was made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM trail_event e LEFT JOIN trail_leaf l ON l.event_id = e.id "
            "WHERE l.event_id IS NULL AND e.txid < %s::xid8",
            [last.horizon],
        )
        found = cursor.fetchall()
    for (key,) in found:
        yield Fault(f"event {key}", "it was put in among events that had been sealed")
