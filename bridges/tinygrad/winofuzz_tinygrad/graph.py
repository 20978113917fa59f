"""Looks at nodes of tinygrad's graphs, in whatever form a revision has them."""

import functools
import itertools

BUFFERS = frozenset({
    "PARAM", "BUFFER", "DEFINE_GLOBAL", "DEFINE_LOCAL", "DEFINE_REG", "BUFFER_VIEW"})
LEAVES = BUFFERS | {"RANGE", "SPECIAL", "DEFINE_VAR", "BIND", "UNIQUE", "DEVICE", "CONST"}
THROUGH = frozenset({
    "AFTER", "NOOP", "CONTIGUOUS", "CONTIGUOUS_BACKWARD", "DETACH", "FUSE", "COPY", "PRECAST"})
MOVEMENT = frozenset({"RESHAPE", "EXPAND", "PERMUTE", "PAD", "SHRINK", "FLIP"})


def text(value):
    """Returns an argument of a node without what depends on the process."""
    return str(value)


def axis(node):
    """Returns the name of a range, without the kind of loop that it is."""
    parts = node.arg if isinstance(node.arg, tuple) else (node.arg,)
    return tuple(part for part in parts if isinstance(part, int) and not hasattr(part, "name"))


@functools.cache
def shape(node):
    """Returns the sizes of a node's axes, its lanes last."""
    sizes = getattr(node, "_shape", None) or ()
    lanes = getattr(node.dtype, "count", 1)
    if is_pointer(node) and node.dtype.vcount > 1:
        lanes = node.dtype.vcount
    sizes = tuple(int(size) for size in sizes)
    return sizes + ((lanes,) if lanes > 1 else ())


def positions(sizes):
    """Yields the indices of all elements."""
    return itertools.product(*(range(size) for size in sizes))


def unflat(sizes, flat):
    at = []
    for size in reversed(sizes):
        at.append(flat % size)
        flat //= size
    return tuple(reversed(at))


def axes_of(node):
    if node.op.name == "RANGE":
        return frozenset({axis(node)})
    if node.op.name == "UNROLL":
        return frozenset((number,) for number, _ in node.arg)
    return frozenset()


def bound_by(node):
    """Returns the names of the ranges that a node runs over."""
    if node.op.name in ("REDUCE", "STAGE", "BUFFERIZE"):
        return frozenset().union(*(axes_of(r) for r in node.src[1:]))
    if node.op.name == "CONTRACT":
        return frozenset((number,) for number, _ in node.arg)
    return frozenset()


@functools.cache
def moves(node):
    """Returns the argument of a movement."""
    return node.marg


def is_pointer(node):
    """Returns whether a node is a pointer by its type, in revisions that have such types."""
    return hasattr(node.dtype, "addrspace")


def is_variable(node):
    """Returns whether a parameter is a number rather than a memory."""
    space = getattr(node.arg, "addrspace", None)
    return node.op.name in BUFFERS and getattr(space, "name", "") == "ALU"


def is_bool(node):
    return node.dtype.name == "bool" or _scalar_name(node) == "bool"


def _scalar_name(node):
    return node.dtype.scalar().name if hasattr(node.dtype, "scalar") else node.dtype.name


def is_number(node):
    return _scalar_name(node) not in ("void", "bool") and node.op.name not in (
        "RANGE", "BARRIER", "IF", "CUSTOM", "STORE", "END", "AFTER")


@functools.cache
def memory_name(node):
    """Returns the name of a memory, whatever its type and size."""
    slot = getattr(node.arg, "slot", node.arg)
    space = getattr(getattr(node.arg, "addrspace", None), "name", "")
    unique = "".join(text(s.arg) for s in node.src if s.op.name == "UNIQUE")
    return f"{node.op.name} {space} {text(slot)} {unique}"
