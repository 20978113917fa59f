"""Reads the text that a node is rendered as, so that it can be compared with the node.

The text is an expression of C, or stores one: names stand for nodes that were rendered before.
"""

import re
from dataclasses import dataclass

from winofuzz_tinygrad.arithmetic import (
    BOOL, INVALID, UNDEFINED, Kind, Mark, Unknown, convert, truncated_quotient)
from winofuzz_tinygrad.graph import BUFFERS, is_variable, memory_name, shape

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:e[+-]?\d+)?[fhul]*)"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<operator><<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^~!<>=?:;.,()\[\]]))")

_SPACES = ("device", "threadgroup", "thread", "constant", "const")

_TYPES = {
    "float": None, "half": None, "bfloat": None, "bool": BOOL,
    "char": Kind("int", 8, True), "uchar": Kind("int", 8), "short": Kind("int", 16, True),
    "ushort": Kind("int", 16), "int": Kind("int", 32, True), "uint": Kind("int", 32),
    "long": Kind("int", 64, True), "ulong": Kind("int", 64),
}

_LEVELS = (
    ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!="), ("<", ">", "<=", ">="), ("<<", ">>"),
    ("+", "-"), ("*", "/", "%"))
"""Binary operators, those that bind less first."""

_LANES = "xyzwabcd"


@dataclass(frozen=True)
class Pointer:
    """A place in a memory, to so many elements at once."""

    memory: object
    offset: int
    lanes: int = 1


def stored(text, names, world):
    """Returns the memory, the offset and the value that a text stores, or None if it stores none.

    `names` has the texts of nodes that were rendered before. Raises Unknown for a text that cannot
    be read.
    """
    reader = _Reader(text, names, world)
    target = reader.unary(address=True)
    if not isinstance(target, Pointer) or not reader.takes("="):
        return None
    value = reader.ternary()
    reader.ends()
    values = value if isinstance(value, list) else [value]
    name = memory_name(target.memory)
    return [(name, target.offset + i, v) for i, v in enumerate(values)]


def value(text, names, world):
    """Returns what a text is worth: a number, a list of numbers or a pointer."""
    reader = _Reader(text, names, world)
    found = reader.ternary()
    reader.ends()
    return found


class _Reader:
    """Evaluates a text from left to right."""

    def __init__(self, text, names, world):
        self._tokens = _tokens(text)
        self._at = 0
        self._nodes = {spelled: node for node, spelled in names.items()}
        self._world = world

    def takes(self, *tokens):
        """Returns the next token if it is one of some, and goes on."""
        token = self._tokens[self._at]
        if token not in tokens:
            return None
        self._at += 1
        return token

    def _expect(self, token):
        if not self.takes(token):
            raise Unknown("text")

    def ends(self):
        """Raises Unknown if there is more."""
        self.takes(";")
        if self._tokens[self._at]:
            raise Unknown("text")

    def ternary(self):
        condition = self._binary(0)
        if not self.takes("?"):
            return condition
        chosen = self.ternary()
        self._expect(":")
        other = self.ternary()
        if isinstance(condition, Mark):
            return condition
        return chosen if condition else other

    def _binary(self, level):
        if level == len(_LEVELS):
            return self.unary()
        left = self._binary(level + 1)
        while operator := self.takes(*_LEVELS[level]):
            left = _applied(operator, left, self._binary(level + 1))
        return left

    def unary(self, address=False):
        """Returns the operand of a binary operator; of a dereferenced pointer, the pointer."""
        operator = self.takes("-", "!", "~", "*")
        if operator == "*":
            pointer = self.unary()
            if not isinstance(pointer, Pointer):
                raise Unknown("text")
            return pointer if address else self._read(pointer)
        if operator:
            return _negated(operator, self.unary())
        cast = self._cast()
        if cast:
            return _converted(self.unary(), *cast)
        return self._postfix(self._primary())

    def _cast(self):
        """Returns the type and lanes of a cast, and whether it is to a pointer."""
        start = self._at
        if self.takes("("):
            while self.takes(*_SPACES):
                pass
            found = re.fullmatch(r"([a-z]+)(\d*)", self._tokens[self._at] or "")
            if found and found[1] in _TYPES:
                self._at += 1
                pointer = bool(self.takes("*"))
                if self.takes(")"):
                    return found[1], int(found[2] or 1), pointer
        self._at = start
        return None

    def _primary(self):
        if self.takes("("):
            found = self.ternary()
            self._expect(")")
            return found
        token = self._tokens[self._at]
        self._at += 1
        if not token:
            raise Unknown("text")
        if token[0].isdigit():
            return _number(token)
        if self.takes("("):
            return self._call(token)
        node = self._nodes.get(token)
        if node is None:
            raise Unknown("text")
        if node.op.name in BUFFERS and not is_variable(node):
            return Pointer(node, 0)
        return self._named(node)

    def _named(self, node):
        sizes = shape(node)
        if len(sizes) > 1:
            raise Unknown("text")
        if sizes:
            return [self._world.value(node, (i,)) for i in range(sizes[0])]
        return self._world.value(node)

    def _call(self, name):
        """Only vectors are made of several values."""
        found = re.fullmatch(r"([a-z]+)(\d+)", name)
        if not found or found[1] not in _TYPES:
            raise Unknown("text")
        values = [self.ternary()]
        while self.takes(","):
            values.append(self.ternary())
        self._expect(")")
        return values

    def _postfix(self, found):
        while True:
            if self.takes("."):
                lane = _LANES.find(self._tokens[self._at] or "?")
                self._at += 1
            elif self.takes("["):
                lane = self.ternary()
                self._expect("]")
            else:
                return found
            if isinstance(found, Pointer):
                found = self._read(_applied("+", found, lane))
            elif isinstance(found, list) and isinstance(lane, int) and 0 <= lane < len(found):
                found = found[lane]
            else:
                raise Unknown("text")

    def _read(self, pointer):
        values = [
            self._world.held(pointer.memory, pointer.offset + i) for i in range(pointer.lanes)]
        return values if pointer.lanes > 1 else values[0]


def _tokens(text):
    tokens, at, text = [], 0, text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unknown("text")
        tokens.append(match["number"] or match["name"] or match["operator"])
        at = match.end()
    return [*tokens, ""]


def _number(token):
    digits = token.rstrip("fhul")
    return float(digits) if "." in digits or "e" in digits or "f" in token else int(digits)


def _converted(found, name, lanes, pointer):
    if pointer:
        if not isinstance(found, Pointer):
            raise Unknown("text")
        return Pointer(found.memory, found.offset, lanes)
    if isinstance(found, Pointer) or isinstance(found, list) != (lanes > 1):
        raise Unknown("text")
    of = _TYPES[name]
    each = found if isinstance(found, list) else [found]
    each = [v if isinstance(v, Mark) else float(v) if of is None else convert(v, of) for v in each]
    return each if isinstance(found, list) else each[0]


def _negated(operator, x):
    if isinstance(x, (list, Pointer)):
        raise Unknown("text")
    if isinstance(x, Mark):
        return x
    return -x if operator == "-" else not x if operator == "!" else ~x


def _applied(operator, a, b):
    if isinstance(a, Pointer):
        if operator != "+" or not isinstance(b, int):
            raise Unknown("text")
        return Pointer(a.memory, a.offset + b, a.lanes)
    if isinstance(a, list) or isinstance(b, (list, Pointer)):
        raise Unknown("text")
    if isinstance(a, Mark) or isinstance(b, Mark):
        return INVALID if a is INVALID or b is INVALID else UNDEFINED
    return _OPERATIONS[operator](a, b)


def _quotient(a, b):
    if not b:
        return UNDEFINED
    return a / b if isinstance(a, float) or isinstance(b, float) else truncated_quotient(a, b)


_OPERATIONS = {
    "||": lambda a, b: bool(a) or bool(b), "&&": lambda a, b: bool(a) and bool(b),
    "|": lambda a, b: a | b, "^": lambda a, b: a ^ b, "&": lambda a, b: a & b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
    ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "<<": lambda a, b: a << b if 0 <= b < 64 else UNDEFINED,
    ">>": lambda a, b: a >> b if 0 <= b < 64 else UNDEFINED,
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": _quotient,
    "%": lambda a, b: a - b * truncated_quotient(a, b) if b else UNDEFINED,
}
