"""What the nodes of tinygrad's graphs are worth in a sampled world.

A world gives a value to everything that a graph leaves open: ranges, variables and indices of
threads lie between their bounds, memories hold numbers that depend on where they are read. Nodes
that are equal in every such world may take each other's place.
"""

import zlib

from winofuzz_tinygrad import arithmetic
from winofuzz_tinygrad.arithmetic import BOOL, INVALID, UNDEFINED, Mark, Unknown, kind
from winofuzz_tinygrad.graph import (
    BUFFERS, MOVEMENT, THROUGH, axes_of, axis, bound_by, memory_name, shape, text)
from winofuzz_tinygrad.places import Places
from winofuzz_tinygrad.sums import Sums, TooLarge

MOST_STEPS = 6_000
"""How many values of nodes one node may need."""


class World(Places, Sums):
    """The values of nodes in one sample.

    Sample 0 has everything at its lower bound, sample 1 at its upper; the others are drawn.    """

    def __init__(self, sample, floors=False, bound=None, outer=None):
        self._sample = sample
        self._floors = floors
        self._bound = bound or {}
        self._outer = outer
        self._known = {}
        self._free = outer._free if outer else {}
        self._opaque = outer._opaque if outer else {}
        self._steps = outer._steps if outer else [0]

    def start(self):
        """Begins the work on another node, and returns how much the one before took."""
        taken, self._steps[0] = self._steps[0], 0
        return taken

    def opaque(self, node):
        """Returns whether a node was taken as a value by itself."""
        return node in self._opaque

    def draw(self, *what):
        """Returns a number of 32 bits that depends on what is asked for, and on the sample."""
        return zlib.crc32(repr((self._sample, what)).encode()) * 0x9E3779B1 >> 7 & 0xFFFFFFFF

    def between(self, low, high, *what):
        """Returns an integer between two bounds."""
        if self._sample < 2 or high <= low:
            return high if self._sample == 1 else low
        drawn = self.draw(*what)
        if drawn % 8 < 2:
            return low if drawn % 8 else high
        return low + drawn % (high - low + 1)

    def value(self, node, index=()):
        """Returns the element of a node at an index.

        Raises Unknown or TooLarge where it has none.
        """
        key = node, index
        if key in self._known:
            return self._known[key]
        if self._bound and not (self.axes(node) & self._bound.keys()):
            return self._outer.value(node, index)
        self._steps[0] += 1
        if self._steps[0] > MOST_STEPS:
            raise TooLarge
        found = self._known[key] = self._evaluated(node, index)
        return found

    def axes(self, node):
        """Returns the names of the ranges that the value of a node depends on."""
        if node not in self._free:
            stack = [node]
            while stack:
                top = stack[-1]
                missing = [s for s in top.src if s not in self._free]
                if missing:
                    stack.extend(missing)
                    continue
                stack.pop()
                free = axes_of(top).union(*(self._free[s] for s in top.src))
                self._free[top] = free - bound_by(top)
        return self._free[node]

    def _evaluated(self, node, index):
        op = node.op.name
        if op in arithmetic.BINARY:
            return self._binary(op, node, index)
        if op == "CONST":
            return self._constant(node, node.arg, index)
        if op == "WHERE":
            return self._where(node, index)
        if op in arithmetic.UNARY:
            x = self._operand(node.src[0], node, index)
            return arithmetic.unary(op, x, kind(node.dtype))
        if op in MOVEMENT or op == "INDEX" or op in BUFFERS or op in ("LOAD", "PTRCAT"):
            return self._read(op, node, index)
        method = _METHODS.get(op)
        if method is None:
            raise Unknown(op)
        return method(self, node, index)

    # *** Numbers

    def _operand(self, source, node, index):
        """Returns the element of an operand that goes with one of the result."""
        if not index:
            return self.value(source)
        sizes = shape(source)
        if not sizes:
            return self.value(source)
        index = index[len(index) - len(sizes):]
        return self.value(source, tuple(0 if n == 1 else i for i, n in zip(index, sizes)))

    def _binary(self, op, node, index):
        left, right = node.src
        kinds = kind(left.dtype), kind(right.dtype)
        a, b = self._operand(left, node, index), self._operand(right, node, index)
        if self._floors and op in ("IDIV", "MOD"):
            op = {"IDIV": "FLOORDIV", "MOD": "FLOORMOD"}[op]
        return arithmetic.binary(op, a, b, kind(node.dtype), kinds)

    def _constant(self, node, value, index):
        if isinstance(value, tuple):
            value = value[index[-1]]
        if not isinstance(value, (bool, int, float)):
            return INVALID
        of = kind(node.dtype)
        if of.name == "int" and isinstance(value, float):
            return arithmetic.convert(value, of)
        return bool(value) if of is BOOL else float(value) if of.name == "float" else \
            of.wrapped(int(value))

    def _where(self, node, index):
        condition = self._operand(node.src[0], node, index)
        if isinstance(condition, Mark):
            return condition
        chosen = node.src[1 if condition else 2]
        return self._converted(self._operand(chosen, node, index), node)

    def _converted(self, value, node):
        """Returns a value of any size as one of a node's type."""
        of = kind(node.dtype)
        return value if isinstance(value, Mark) else arithmetic.convert(value, of)

    def _cast(self, node, index):
        return arithmetic.convert(self._operand(node.src[0], node, index), kind(node.dtype))

    def _bitcast(self, node, index):
        source, target = node.src[0].dtype, node.dtype
        if hasattr(source, "scalar"):
            source, target = source.scalar(), target.scalar()
        return arithmetic.reinterpret(self._operand(node.src[0], node, index), source, target)

    def _multiply_add(self, node, index):
        a, b, c = (self._operand(s, node, index) for s in node.src)
        kinds = [kind(s.dtype) for s in node.src]
        product = arithmetic.binary("MUL", a, b, kinds[0], kinds[:2])
        return arithmetic.binary("ADD", product, c, kind(node.dtype), kinds[1:])

    # *** What is left open

    def _range(self, node, index):
        name = axis(node)
        if name in self._bound:
            return self._bound[name]
        size = self.value(node.src[0])
        if isinstance(size, Mark) or size < 1:
            return UNDEFINED
        return self.between(0, int(size) - 1, "range", name)

    def _special(self, node, index):
        size = self.value(node.src[0]) if node.src else node.arg[1]
        return self.between(0, int(size) - 1, "special", text(node.arg))

    def _variable(self, node, index):
        bounds = node.vmin, node.vmax
        if kind(node.dtype) is BOOL:
            return bool(self.between(*map(int, bounds), "variable", text(node.arg)))
        if not all(isinstance(bound, int) for bound in bounds):
            return self._memory(node, "variable", text(node.arg))
        step = getattr(node.arg, "multiple_of", None) or 1
        value = self.between(max(bounds[0], -1 << 40), min(bounds[1], 1 << 40),
                             "variable", self._variable_name(node))
        return value - value % step

    @staticmethod
    def _variable_name(node):
        name = getattr(node.arg, "name", None)
        return name or (node.arg[0] if isinstance(node.arg, tuple) else text(node.arg))

    def _memory(self, node, *what):
        """Returns what is held by memory of a node's type: floats are quarters up to eight."""
        of = kind(node.dtype)
        drawn = self.draw(*what)
        if of.name == "float":
            return (drawn % 65 - 32) / 4
        if of is BOOL:
            return drawn % 2 == 1
        if drawn % 4 == 0 and of.bits:
            low = -(1 << of.bits - 1) if of.signed else 0
            return low if drawn % 8 else low + (1 << of.bits) - 1
        return of.wrapped(drawn // 8 % 256 - (64 if of.signed else 0))

    def held(self, memory, offset):
        """Returns what a memory holds, at an offset in elements."""
        return self._memory(memory, memory_name(memory), offset)

    # *** Vectors

    def _lanes(self, node, index):
        if node.op.name == "VCONST":
            return self._constant(node, node.arg, index)
        sizes = shape(node)
        if not index or len(index) < len(sizes):
            return self._converted(self.value(node.src[0], index), node)
        return self._converted(self.value(node.src[index[0]], index[1:]), node)

    def _elements(self, node, index):
        lane = node.arg[index[-1] if index else 0]
        return self.value(node.src[0], (lane,) if shape(node.src[0]) else ())

    def _joined(self, node, index):
        lane = index[-1]
        for source in node.src:
            lanes = source.dtype.count
            if lane < lanes:
                return self.value(source, (lane,) if lanes > 1 else ())
            lane -= lanes
        raise Unknown("CAT")

    def _unrolled(self, node, index):
        """An element of the vector is that of the iteration of the axes that are unrolled."""
        lane = 0
        for number, size in node.arg:
            name = (number,)
            at = self._bound[name] if name in self._bound else \
                self.between(0, size - 1, "range", name)
            lane = lane * size + at
        lanes = shape(node)
        lane = lane * (lanes[-1] if lanes else 1) + (index[-1] if index else 0)
        return self.value(node.src[0], (lane,) if shape(node.src[0]) else ())

    def _contracted(self, node, index):
        lane, bound = index[-1] if index else 0, {}
        for number, size in reversed(node.arg):
            bound[(number,)] = lane % size
            lane //= size
        return self._within(bound).value(node.src[0], (lane,) if shape(node.src[0]) else ())

    def _within(self, bound):
        return World(self._sample, self._floors, self._bound | bound, self)


_METHODS = {
    "RANGE": World._range, "SPECIAL": World._special, "DEFINE_VAR": World._variable,
    "BIND": lambda world, node, index: world.value(node.src[1]),
    "CAST": World._cast, "BITCAST": World._bitcast, "MULACC": World._multiply_add,
    "VCONST": World._lanes, "VECTORIZE": World._lanes, "STACK": World._lanes,
    "GEP": World._elements, "CAT": World._joined,
    "UNROLL": World._unrolled, "CONTRACT": World._contracted,
    "STAGE": World._staged, "BUFFERIZE": World._staged,
    "REDUCE": World._reduced, "REDUCE_AXIS": World._reduced, "WMMA": World._multiplied,
    "THREEFRY": World._function, "CUSTOM": World._function, "CUSTOMI": World._function,
    "POW": World._function,
} | dict.fromkeys(THROUGH, World._through)
