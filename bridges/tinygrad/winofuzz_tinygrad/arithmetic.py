"""Operations on single values, as tinygrad's graphs mean them.

A value is a bool, an int, a float, or one of two marks. `INVALID` is the value of what is gated
away. `UNDEFINED` is one that the target's language leaves open, such as that of a signed integer
that overflows, so that whatever takes its place is right. Floats are doubles, and are not rounded
to the width of their type: rules may change the order of sums.
"""

import math
import struct
from dataclasses import dataclass


class Mark:
    """A value that is no number."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return self._name


INVALID = Mark("invalid")
UNDEFINED = Mark("undefined")


class Unknown(Exception):
    """There is no meaning for an operation; the message is its name."""


@dataclass(frozen=True)
class Kind:
    """What numbers of a type are. An int without bits has any size."""

    name: str
    bits: int = 0
    signed: bool = False

    def holds(self, value):
        """Returns whether an integer is a number of this type."""
        if not self.bits:
            return True
        low = -(1 << self.bits - 1) if self.signed else 0
        return low <= value < low + (1 << self.bits)

    def wrapped(self, value):
        """Returns the number of this type that is equal to an integer modulo 2^bits."""
        if self.holds(value):
            return value
        value &= (1 << self.bits) - 1
        return value - (1 << self.bits) if self.signed and value >> self.bits - 1 else value


BOOL, FLOAT, VOID, INDEX = Kind("bool", 1), Kind("float"), Kind("void"), Kind("int")

_KINDS = {
    "bool": BOOL, "void": VOID, "index": INDEX, "weakint": INDEX, "weakfloat": FLOAT,
    "half": FLOAT, "__bf16": FLOAT, "float": FLOAT, "double": FLOAT,
    "signed char": Kind("int", 8, True), "unsigned char": Kind("int", 8),
    "short": Kind("int", 16, True), "unsigned short": Kind("int", 16),
    "int": Kind("int", 32, True), "unsigned int": Kind("int", 32),
    "long": Kind("int", 64, True), "unsigned long": Kind("int", 64),
}


def kind(dtype):
    """Returns the kind of a type's scalars, by tinygrad's name for it."""
    scalar = dtype.scalar() if hasattr(dtype, "scalar") else dtype
    try:
        return _KINDS[scalar.name]
    except KeyError:
        raise Unknown(f"type {scalar.name}") from None


def convert(value, target):
    """Returns a value as one of another kind."""
    if isinstance(value, Mark):
        return value
    if target is BOOL:
        return value != 0
    if target.name == "float":
        return _float(value)
    if target.name != "int":
        return value
    if not isinstance(value, float):
        return target.wrapped(int(value))
    if not math.isfinite(value):
        return UNDEFINED
    value = math.trunc(value)
    return value if target.holds(value) else UNDEFINED


def _float(value):
    try:
        return float(value)
    except OverflowError:
        return math.copysign(math.inf, value)


def reinterpret(value, source, target):
    """Returns the value of another type that has the same bits; both are types of tinygrad."""
    if isinstance(value, Mark):
        return value
    if not source.fmt or not target.fmt or source.itemsize != target.itemsize:
        raise Unknown("BITCAST")
    try:
        found = struct.unpack(target.fmt, struct.pack(source.fmt, value))[0]
    except (struct.error, OverflowError):
        return UNDEFINED
    return found


def truncated_quotient(a, b):
    """Returns the quotient rounded towards zero."""
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def _remainder(a, b):
    return a - b * truncated_quotient(a, b)


def _reciprocal(x):
    return 1.0 / x if x else UNDEFINED


def _shifted(left):
    def shifted(a, b):
        return (a << b if left else a >> b) if 0 <= b < 512 else UNDEFINED
    return shifted


UNARY = {
    "NEG": lambda x: -x,
    "TRUNC": lambda x: float(math.trunc(x)) if isinstance(x, float) and math.isfinite(x) else x,
    "RECIP": _reciprocal, "RECIPROCAL": _reciprocal,
    "SQRT": lambda x: math.sqrt(x) if x >= 0 else UNDEFINED,
    "EXP2": lambda x: 2.0 ** x if x < 1000 else math.inf,
    "LOG2": lambda x: math.log2(x) if x > 0 else UNDEFINED,
    "SIN": lambda x: math.sin(x) if math.isfinite(x) else UNDEFINED,
}

BINARY = {
    "ADD": lambda a, b: a + b, "SUB": lambda a, b: a - b, "MUL": lambda a, b: a * b,
    "FDIV": lambda a, b: a / b if b else UNDEFINED,
    "MAX": max,
    "CDIV": lambda a, b: truncated_quotient(a, b) if b else UNDEFINED,
    "CMOD": lambda a, b: _remainder(a, b) if b else UNDEFINED,
    "FLOORDIV": lambda a, b: a // b if b else UNDEFINED,
    "FLOORMOD": lambda a, b: a % b if b else UNDEFINED,
    "IDIV": lambda a, b: truncated_quotient(a, b) if b else UNDEFINED,
    "MOD": lambda a, b: _remainder(a, b) if b else UNDEFINED,
    "CMPLT": lambda a, b: a < b, "CMPNE": lambda a, b: a != b, "CMPEQ": lambda a, b: a == b,
    "XOR": lambda a, b: a ^ b, "OR": lambda a, b: a | b, "AND": lambda a, b: a & b,
    "SHL": _shifted(True), "SHR": _shifted(False),
}
"""What binary operations are on numbers. IDIV and MOD are those of C unless told otherwise."""

COMPARISONS = ("CMPLT", "CMPNE", "CMPEQ")

_ON_BOOLS = {"ADD": "OR", "MUL": "AND", "MAX": "OR"}


def unary(op, x, result):
    """Returns the value of a unary operation whose result is of a kind."""
    if isinstance(x, Mark):
        return x
    return fitted(UNARY[op](x), result)


def binary(op, a, b, result, operands):
    """Returns the value of a binary operation.

    `result` is the kind of the result, `operands` are those of the operands. One of any size takes
    the width of the other.
    """
    if isinstance(a, Mark) or isinstance(b, Mark):
        return _marked(op, a, b)
    if op in COMPARISONS or op not in ("SHL", "SHR"):
        left, right = operands
        if left.bits and not right.bits and left is not BOOL and right.name == "int":
            b = left.wrapped(b)
        elif right.bits and not left.bits and right is not BOOL and left.name == "int":
            a = right.wrapped(a)
    if result is BOOL and op not in COMPARISONS:
        op = _ON_BOOLS.get(op, op)
        a, b = bool(a), bool(b)
    elif op in ("SHL", "SHR") and result.bits and not b < result.bits:
        return UNDEFINED
    try:
        return fitted(BINARY[op](a, b), result)
    except (OverflowError, TypeError):
        return UNDEFINED


def _marked(op, a, b):
    if a is INVALID or b is INVALID:
        return INVALID
    # A part that is left open does not matter where the other decides.
    if (op == "AND" and (a is False or b is False)) or (op == "OR" and (a is True or b is True)):
        return op == "OR"
    return UNDEFINED


def fitted(value, result):
    """Returns a number as one of a kind: unsigned ones wrap, signed ones must not overflow."""
    if isinstance(value, Mark) or result.name == "void":
        return value
    if result.name == "float":
        return _float(value)
    if result is BOOL:
        return bool(value)
    if isinstance(value, float):
        return UNDEFINED
    if result.holds(value):
        return value
    return UNDEFINED if result.signed else result.wrapped(value)


def same(a, b):
    """Returns whether two numbers are equal, up to what the order of floats may change."""
    if isinstance(a, float) or isinstance(b, float):
        if a == b or (a != a and b != b):
            return True
        if not (math.isfinite(a) and math.isfinite(b)):
            # A sum in another order may overflow elsewhere.
            return not math.isfinite(a) and not math.isfinite(b)
        return abs(a - b) <= 1e-4 * (1 + max(abs(a), abs(b)))
    return a == b
