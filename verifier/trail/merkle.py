"""The Merkle tree hash of RFC 9162, section 2.1.1, over SHA-256."""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes in order; the hash of nothing for none.

    Level by level, an odd last hash rising as it is: the same tree as the recursive split at the largest power of two.
    """
    level = list(leaves)
    if not level:
        return EMPTY
    while len(level) > 1:
        risen = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = risen + level[len(risen) * 2 :]
    return level[0]
