"""Translates nodes of tinygrad's graphs into the JSON form of Winofuzz's.

What kernels before optimization and lists of instructions have in common is here. A node whose
operation or type the other form does not have raises `Untranslatable`.
"""

import math
from fractions import Fraction

from winofuzz_tinygrad.graph import BUFFERS, axis, is_pointer, is_variable, shape

INDEX = "index"

_TYPES = {
    "void": "void", "bool": "bool", "index": INDEX, "weakint": INDEX,
    "signed char": "int8", "unsigned char": "uint8", "short": "int16", "unsigned short": "uint16",
    "int": "int32", "unsigned int": "uint32", "long": "int64", "unsigned long": "uint64",
    "half": "float16", "__bf16": "bfloat16", "float": "float32", "double": "float64",
}

_ELEMENTWISE = {
    name: name for name in (
        "ADD", "MUL", "SUB", "MAX", "FDIV", "POW", "NEG", "TRUNC", "SQRT", "EXP2", "LOG2", "SIN",
        "SHL", "SHR", "AND", "OR", "XOR", "WHERE", "MULACC", "CMPLT", "CMPNE", "CMPEQ", "BITCAST")
} | {"RECIPROCAL": "RECIP", "RECIP": "RECIP"}

_COMPARISONS = frozenset({"CMPLT", "CMPNE", "CMPEQ"})

_DIVISIONS = {
    "CDIV": "IDIV", "CMOD": "MOD", "FLOORDIV": "FLOORDIV", "FLOORMOD": "FLOORMOD",
    "IDIV": "IDIV", "MOD": "MOD",
}

_SIGNIFICANDS = {"bfloat16": 8, "float16": 11, "float32": 24, "float64": 53}
"""How many bits the significands of types have."""

_SPACES = {
    "PARAM": "global", "DEFINE_GLOBAL": "global", "DEFINE_LOCAL": "local",
    "DEFINE_REG": "register", "BUFFER": "global",
}

_ADDRESS_SPACES = {"GLOBAL": "global", "LOCAL": "local", "REG": "register"}


class Untranslatable(Exception):
    """There is nothing in the other form for a node; the message says for which kind of node."""


class Nodes:
    """Nodes in the JSON form. Equal nodes are one, and are known by their numbers."""

    def __init__(self):
        self._numbers = {}
        self.lines = []

    def add(self, op, dtype, *operands, arg=None):
        """Returns the number of a node."""
        key = op, dtype, operands, repr(arg)
        if key not in self._numbers:
            self._numbers[key] = len(self.lines)
            line = {"op": op, "dtype": dtype}
            if arg is not None:
                line["arg"] = arg
            if operands:
                line["src"] = list(operands)
            self.lines.append(line)
        return self._numbers[key]

    def dtype(self, number):
        """Returns the type of a node."""
        return self.lines[number]["dtype"]


class Translation:
    """Translates the nodes of one kernel, operands first.

    `floors` says that IDIV and MOD round down. Subclasses say in `methods` what is to be done with
    operations that differ between graphs and instructions.
    """

    methods = {}

    def __init__(self, nodes, floors=False):
        self._nodes = nodes
        self._floors = floors
        self._of = {}
        self.memories = {}

    def translate(self, node):
        """Takes a node whose operands were taken before."""
        op = node.op.name
        if op in self.methods:
            self.methods[op](self, node)
        elif op in BUFFERS:
            self._memory(node)
        elif op in _DIVISIONS:
            self._of[node] = self._division(node)
        elif op in _ELEMENTWISE:
            self._of[node] = self._elementwise(node)
        elif op == "CAST":
            self._of[node] = self._cast(node)
        elif op != "CONST":
            raise Untranslatable(op)

    def add(self, op, dtype, *operands, arg=None):
        """Returns the number of a node."""
        return self._nodes.add(op, dtype, *operands, arg=arg)

    def value(self, node, dtype=None):
        """Returns the number of a node's value; a constant gets a type that has none of its own."""
        if node.op.name == "CONST":
            is_open = _is_weak(node) or not isinstance(node.arg, (bool, int, float))
            return self.constant(node.arg, dtype if is_open and dtype else type_of(node))
        if node not in self._of:
            raise Untranslatable(f"{node.op.name} as a value")
        return self._of[node]

    def constant(self, value, dtype):
        """Returns the number of a constant."""
        return self.add("CONST", dtype, arg=constant(value, dtype))

    # *** Memory

    def _memory(self, node):
        if is_variable(node) or node.op.name not in _SPACES:
            raise Untranslatable("a variable" if is_variable(node) else node.op.name)
        space = _ADDRESS_SPACES.get(
            getattr(getattr(node.arg, "addrspace", None), "name", ""), _SPACES[node.op.name])
        slot = slot_of(node)
        size = node.dtype.size if is_pointer(node) else math.prod(shape(node))
        pointer = f"{scalar(node)}*{space}[{size}]"
        op = {"global": "DEFINE_GLOBAL", "local": "DEFINE_LOCAL", "register": "DEFINE_REGISTER"}
        self._of[node] = self.add(op[space], pointer, arg={"slot": slot})
        if space == "global":
            self.memories[slot] = scalar(node), size

    def _pointer(self, memory, *where):
        """Returns the number of a place in a memory."""
        return self.add("INDEX", self._nodes.dtype(memory), memory, *where)

    # *** Numbers

    def _elementwise(self, node):
        op = _ELEMENTWISE[node.op.name]
        sources, dtype = node.src, type_of(node)
        if lanes(node) > 1:
            raise Untranslatable(f"{node.op.name} of vectors")
        if op == "WHERE":
            return self.add(op, dtype, self.value(sources[0]),
                            *(self.value(s, dtype) for s in sources[1:]))
        of = self._operands_type(node) if op in _COMPARISONS or op == "BITCAST" else dtype
        return self.add(op, dtype, *(self.value(s, of) for s in sources))

    @staticmethod
    def _operands_type(node):
        strong = [s for s in node.src if not (s.op.name == "CONST" and _is_weak(s))]
        return type_of(strong[0] if strong else node.src[0])

    def _cast(self, node):
        source = node.src[0]
        if source.op.name == "CONST" and _is_weak(source):
            return self.constant(source.arg, type_of(node))
        if lanes(node) > 1:
            raise Untranslatable("CAST of vectors")
        return self.add("CAST", type_of(node), self.value(source))

    def _division(self, node):
        op, dtype = _DIVISIONS[node.op.name], type_of(node)
        if lanes(node) > 1:
            raise Untranslatable(f"{node.op.name} of vectors")
        a, b = (self.value(s, dtype) for s in node.src)
        if self._floors and node.op.name in ("IDIV", "MOD"):
            op = {"IDIV": "FLOORDIV", "MOD": "FLOORMOD"}[op]
        if op in ("IDIV", "MOD"):
            return self.add(op, dtype, a, b)
        remainder = self._floor_remainder(a, b, dtype)
        if op == "FLOORMOD":
            return remainder
        return self.add("IDIV", dtype, self.add("SUB", dtype, a, remainder), b)

    def _floor_remainder(self, a, b, dtype):
        """Returns the remainder that has the sign of the divisor, of one toward zero."""
        remainder, zero = self.add("MOD", dtype, a, b), self.constant(0, dtype)
        signs = [self.add("CMPLT", "bool", n, zero) for n in (remainder, b)]
        is_other = self.add(
            "AND", "bool", self.add("CMPNE", "bool", remainder, zero),
            self.add("CMPNE", "bool", *signs))
        return self.add(
            "WHERE", dtype, is_other, self.add("ADD", dtype, remainder, b), remainder)

    def _range(self, node, extent, *after):
        """Returns the number of a range, which begins after other instructions."""
        kind = getattr(node.arg[-1], "name", "")
        arg = {
            "axis": list(axis(node)), "type": "REDUCE" if kind == "REDUCE" else "LOOP",
            "role": "other", "kernelLocal": True,
        }
        return self.add("RANGE", type_of(node), extent, *after, arg=arg)


def slot_of(node):
    """Returns the number of a memory among those of its kind."""
    slot = getattr(node.arg, "slot", node.arg)
    return slot[0] if isinstance(slot, tuple) else slot


def slots_of(instructions):
    """Returns the slots of what a kernel is given, in the order in which it is."""
    return sorted(slot_of(n) for n in instructions if n.op.name in ("PARAM", "DEFINE_GLOBAL"))


def scalar(node):
    """Returns the name of the type of a node's lanes."""
    dtype = node.dtype
    if is_pointer(node):
        dtype = dtype.base
    name = (dtype.scalar() if hasattr(dtype, "scalar") else dtype).name
    if name not in _TYPES:
        raise Untranslatable(f"type {name}")
    return _TYPES[name]


def lanes(node):
    """Returns how many lanes a node has."""
    sizes = shape(node)
    if len(sizes) > 1:
        raise Untranslatable(f"{node.op.name} of {len(sizes)} axes")
    return sizes[0] if sizes else 1


def type_of(node):
    """Returns the type of a node, lanes included."""
    count = lanes(node)
    return scalar(node) if count == 1 else f"{scalar(node)}x{count}"


def _is_weak(node):
    return node.dtype.name.startswith("weak")


def constant(value, dtype):
    """Returns the argument of a constant of a type."""
    if not isinstance(value, (bool, int, float)):
        if isinstance(value, tuple) or dtype != INDEX:
            raise Untranslatable("a constant that is no number")
        return {"invalid": True}
    if dtype == "bool":
        return {"bool": bool(value)}
    if "float" not in dtype:
        return {"int": int(value)}
    return _real(float(value), _SIGNIFICANDS[dtype])


def _real(value, bits):
    if not math.isfinite(value):
        infinity = "POSITIVE_INFINITY" if value > 0 else "NEGATIVE_INFINITY"
        return {"special": "NAN" if math.isnan(value) else infinity}
    if value == 0:
        return {"special": "NEGATIVE_ZERO"} if math.copysign(1, value) < 0 else {"real": "0"}
    exact = Fraction(value)
    number = meant(exact, bits)
    return {"real": str(number)} | ({} if number == exact else {"computed": str(exact)})


def meant(value, bits):
    """Returns the number that a fraction is, which was rounded to so many bits, maybe repeatedly.

    tinygrad rounds the constants of Winograd's transforms, such as 1/24, and what it makes of
    them. All are small numbers over powers of 2 and 3. Raises Untranslatable for any other number.
    """
    if _rounded(value, (bits + 2) // 2) == value:
        return value
    allowed = abs(value) / 2 ** (bits - 2 if bits > 11 else bits - 1)
    for divisor in (3, 9, 27):
        found = _rounded(value * divisor, 4) / divisor
        if abs(found - value) <= allowed:
            return found
    raise Untranslatable("a constant that may be rounded")


def _rounded(value, bits):
    """Returns a fraction that is not zero rounded to so many significant bits."""
    exponent = math.frexp(float(value))[1] - bits
    unit = Fraction(2) ** exponent
    return round(value / unit) * unit
