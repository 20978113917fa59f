"""Translates the list of instructions that a kernel is rendered from."""

from winofuzz_tinygrad.graph import BUFFERS, is_pointer
from winofuzz_tinygrad.translation import (
    Translation, Untranslatable, lanes, scalar, type_of)

_EFFECTS = frozenset({"LOAD", "STORE", "RANGE", "ENDRANGE", "IF", "ENDIF", "BARRIER"})
"""Instructions that are another one each time, whatever they are made of."""


class InstructionList(Translation):
    """The instructions of one kernel, in order.

    What only says that something comes first is an operand in the other form as well.
    """

    def __init__(self, listed, nodes, floors=False):
        super().__init__(nodes, floors)
        self.instructions = []
        self._listed = set()
        self._pointers = {}
        self._first = {}
        for node in listed:
            self.translate(node)

    def add(self, op, dtype, *operands, arg=None):
        """Returns the number of a node, which is in the list from now on."""
        number = super().add(op, dtype, *operands, arg=arg)
        if number not in self._listed:
            self._listed.add(number)
            self.instructions.append(number)
        elif op in _EFFECTS:
            raise Untranslatable(f"{op} that cannot be told from another one")
        return number

    def translate(self, node):
        """Takes the next instruction."""
        if node.op.name == "CAST" and node.src[0] in self._pointers:
            self._pointers[node] = self._wide(
                self._pointers[node.src[0]], _lanes_of_pointer(node))
            self._first[node] = self._first[node.src[0]]
        else:
            super().translate(node)

    def _ordering(self, sources):
        """Returns the numbers of what comes first; memories and constants always do."""
        return [self._of[s] for s in sources if s in self._of and s.op.name not in BUFFERS]

    # *** Memory

    def _after(self, node):
        """A memory that is used after something is that memory, and what comes first."""
        memory, *first = node.src
        self._of[node] = self.value(memory)
        before = self._first.get(memory, ())
        self._first[node] = (self.add("NOOP", "void", *self._ordering(first), *before),)

    def _index(self, node):
        source, *where = node.src
        if not _is_memory(source):
            self._lane(node)
            return
        if len(where) not in (1, 2):
            raise Untranslatable("INDEX of several axes")
        self._pointers[node] = self._pointer(
            self.value(source), *(self.value(w, "int32") for w in where))
        self._first[node] = self._first.get(source, ())

    def _lane(self, node):
        """An element of a vector, at a constant."""
        vector, *at = node.src
        while at and at[0].op.name == "CAST":
            at[0] = at[0].src[0]
        if len(at) != 1 or at[0].op.name != "CONST" or lanes(node) > 1:
            raise Untranslatable("INDEX of a vector")
        self._of[node] = self.add(
            "GEP", scalar(node), self.value(vector), arg={"lanes": [int(at[0].arg)]})

    def _part(self, node):
        """A part of a memory is seen as one vector."""
        memory, at, _ = node.src
        if not _is_memory(memory):
            raise Untranslatable("SHRINK of a value")
        pointer = self._pointer(self.value(memory), self.value(at, "int32"))
        self._pointers[node] = self._wide(pointer, lanes(node))
        self._first[node] = self._first.get(memory, ())

    def _wide(self, pointer, count):
        """Returns the number of a place that is seen as a vector."""
        element, _, memory = self._nodes.dtype(pointer).partition("*")
        vector = element if count == 1 else f"{element}x{count}"
        return self.add("CAST", f"{vector}*{memory}", pointer)

    def _load(self, node):
        place, *rest = node.src
        pointer, alternative = self._place(place), []
        if self._is_gated(pointer):
            alternative = [self.value(rest.pop(0), type_of(node))]
        elif len(rest) == 2 and scalar(rest[1]) == "bool":
            pointer = self._gated(place, rest.pop())
            alternative = [self.value(rest.pop(), type_of(node))]
        if any(scalar(r) == "bool" for r in rest):
            raise Untranslatable("LOAD under several gates")
        self._of[node] = self.add(
            "LOAD", type_of(node), pointer, *alternative, *self._ordering(rest),
            *self._first[place])

    def _gated(self, place, gate):
        """Returns a place that is only read where a gate is open."""
        memory, at = self.value(place.src[0]), self.value(place.src[1], "int32")
        pointer = self._pointer(memory, at, self.value(gate))
        return pointer if place.op.name == "INDEX" else self._wide(pointer, lanes(place))

    def _is_gated(self, pointer):
        line = self._nodes.lines[pointer]
        return len(line["src"]) > 2 or line["op"] == "CAST" and self._is_gated(line["src"][0])

    def _store(self, node):
        place, stored, *rest = node.src
        if any(scalar(r) == "bool" for r in rest):
            raise Untranslatable("STORE under a gate")
        pointer = self._place(place)
        if self._is_gated(pointer):
            raise Untranslatable("STORE under a gate")
        element = scalar(place)
        self._of[node] = self.add(
            "STORE", "void", pointer, self.value(stored, element), *self._ordering(rest),
            *self._first[place])

    def _place(self, node):
        if node not in self._pointers:
            raise Untranslatable(f"{node.op.name} as a place")
        return self._pointers[node]

    # *** Vectors

    def _gather(self, node):
        element = scalar(node)
        self._of[node] = self.add(
            "VECTORIZE", type_of(node), *(self.value(s, element) for s in node.src))

    def _pick(self, node):
        self._of[node] = self.add(
            "GEP", type_of(node), self.value(node.src[0]), arg={"lanes": list(node.arg)})

    def _multiply(self, node):
        """A product of matrices, whose elements the threads of a simdgroup hold."""
        sizes = next(a for a in node.arg if isinstance(a, tuple) and len(a) == 3)
        threads = next(a for a in node.arg if isinstance(a, int))
        arg = {
            "matrix": list(sizes), "input": scalar(node.src[0]), "output": scalar(node),
            "threads": threads, "fragments": [[[0, lanes(s)]] for s in node.src],
        }
        self._of[node] = self.add(
            "WMMA", type_of(node), *(self.value(s) for s in node.src), arg=arg)

    # *** The order of instructions

    def _loop(self, node):
        extent, *after = node.src
        self._of[node] = self._range(
            node, self.value(extent, type_of(node)), *self._ordering(after))

    def _special(self, node):
        extent = self.value(node.src[0], type_of(node))
        self._of[node] = self.add("SPECIAL", type_of(node), extent, arg={"name": node.arg})

    def _if(self, node):
        condition, *after = node.src
        self._of[node] = self.add(
            "IF", "void", self.value(condition), *self._ordering(after))

    def _close(self, node):
        """The end of a loop or of an IF, which may say in any order what it ends."""
        opened = [s for s in node.src if s.op.name in ("RANGE", "IF")]
        if len(opened) != 1:
            raise Untranslatable(f"{node.op.name} of {len(opened)} blocks")
        op = "ENDIF" if opened[0].op.name == "IF" else "ENDRANGE"
        rest = () if op == "ENDIF" else self._ordering(s for s in node.src if s is not opened[0])
        self._of[node] = self.add(op, "void", self.value(opened[0]), *rest)

    def _barrier(self, node):
        self._of[node] = self.add("BARRIER", "void", *self._ordering(node.src))

    def _group(self, node):
        if scalar(node) != "void":
            raise Untranslatable(f"{node.op.name} as a value")
        self._of[node] = self.add("NOOP", "void", *self._ordering(node.src))

    def _sink(self, node):
        """The end of a list says nothing."""

    methods = {
        "AFTER": _after, "INDEX": _index, "SHRINK": _part, "LOAD": _load, "STORE": _store,
        "STACK": _gather, "VECTORIZE": _gather, "GEP": _pick, "WMMA": _multiply,
        "RANGE": _loop, "SPECIAL": _special, "IF": _if, "END": _close, "ENDRANGE": _close,
        "ENDIF": _close, "BARRIER": _barrier, "GROUP": _group, "NOOP": _group, "SINK": _sink,
    }


def _is_memory(node):
    while node.op.name == "AFTER":
        node = node.src[0]
    return node.op.name in BUFFERS


def _lanes_of_pointer(node):
    """Returns how many lanes a pointer sees at once."""
    return node.dtype.base.count if is_pointer(node) else lanes(node)
