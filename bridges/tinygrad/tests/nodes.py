"""Nodes of graphs for tests of the evaluator, which knows them by their members alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """An operation or a type."""

    name: str


@dataclass(eq=False)
class Node:
    """A node; `_shape` has the sizes of its axes."""

    op: Name
    dtype: Name
    src: tuple = ()
    arg: object = None
    _shape: tuple = ()
    tag: object = None

    @property
    def marg(self):
        return self.arg

    def toposort(self):
        return dict.fromkeys([node for s in self.src for node in s.toposort()] + [self])


def node(op, dtype, *src, arg=None, shape=()):
    """Returns a node of a type of tinygrad, named as tinygrad does."""
    return Node(Name(op), Name(dtype), src, arg, shape)


def const(value, dtype="weakint"):
    """Returns a constant; None is the one that is gated away."""
    return node("CONST", dtype, arg=value)


def loop(number, size):
    """Returns a range."""
    return node("RANGE", "weakint", const(size), arg=(number,))


def index(op, a, b):
    """Returns an operation on two integers of any size."""
    return node(op, "bool" if op.startswith("CMP") else "weakint", a, b)


def memory(slot, size, dtype="float"):
    """Returns a memory."""
    return node("BUFFER", dtype, arg=slot, shape=(size,))


def read(source, at):
    """Returns what is read from a memory."""
    return node("LOAD", source.dtype.name, node("INDEX", source.dtype.name, source, at))
