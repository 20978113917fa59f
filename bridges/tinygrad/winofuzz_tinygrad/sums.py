"""What nodes come to that go through many values: sums, products of matrices and effects."""

import itertools
import math

from winofuzz_tinygrad import arithmetic
from winofuzz_tinygrad.arithmetic import INVALID, UNDEFINED, Mark, Unknown, kind
from winofuzz_tinygrad.graph import axis, is_bool, is_pointer, positions, shape, text

MOST_ITERATIONS = 48
"""Up to how many iterations a reduction is computed. A longer one is taken as a value by itself."""

_JOINED = frozenset({"SINK", "GROUP", "NOOP", "BARRIER", "END", "STACK", "VECTORIZE"})


class TooLarge(Exception):
    """A node needs more work than it is given."""


class Sums:
    """The part of a world that adds up and writes."""

    def _reduced(self, node, index):
        arg = node.arg if isinstance(node.arg, tuple) else (node.arg, 0)
        ranges = [r for r in node.src[1:] if r.op.name != "CONST"]
        iterations, most = list(self._iterations(ranges)), MOST_ITERATIONS
        rows = self._rows(node, arg, index)
        if iterations and len(iterations) * len(rows) <= most:
            return self._sum(node, arg[0].name, iterations, rows)
        self._opaque.setdefault(node, len(self._opaque))
        return self._memory(node, "opaque", self._opaque[node], index)

    def _rows(self, node, arg, index):
        """Returns the indices of the source that are summed besides the ranges."""
        sizes = shape(node.src[0])
        if node.op.name == "REDUCE_AXIS":
            choices = [range(n) if i in arg[1] else (index[i],) for i, n in enumerate(sizes)]
            return list(itertools.islice(itertools.product(*choices), MOST_ITERATIONS + 1))
        if arg[1]:
            heads = itertools.islice(positions(sizes[:arg[1]]), MOST_ITERATIONS + 1)
            return [(*head, *index) for head in heads]
        lanes, own = (getattr(n.dtype, "count", 1) for n in (node.src[0], node))
        if lanes != own:
            each, lane = lanes // own, index[-1] if index else 0
            return [(lane * each + i,) for i in range(each)]
        return [index]

    def _iterations(self, ranges):
        """Yields what names are bound to in each iteration; nothing if there are too many."""
        names, sizes = [], []
        for r in ranges:
            if r.op.name == "UNROLL":
                names += [(number,) for number, _ in r.arg]
                sizes += [size for _, size in r.arg]
            elif r.op.name == "RANGE":
                names.append(axis(r))
                sizes.append(self.value(r.src[0]))
            else:
                raise Unknown(f"REDUCE over {r.op.name}")
        if any(isinstance(size, Mark) for size in sizes) or math.prod(sizes) > MOST_ITERATIONS:
            return
        for values in positions(map(int, sizes)):
            yield dict(zip(names, values))

    def _sum(self, node, op, iterations, rows):
        of, source = kind(node.dtype), node.src[0]
        total = None
        for bound in iterations:
            world = self._within(bound) if bound else self
            for row in rows:
                value = arithmetic.convert(world.value(source, row), of)
                total = value if total is None else arithmetic.binary(
                    op, total, value, of, (of, of))
        return total

    def _multiplied(self, node, index):
        """A product of matrices is a function of its factors, and adds the third operand."""
        if hasattr(node.dtype, "count"):
            factors, lane = self._factors_of_lanes(node, index[-1] if index else 0)
        else:
            factors = [self._row(s, index[:-1]) for s in node.src[:2]]
            lane = index[-1]
        if any(isinstance(v, Mark) for factor in factors for v in factor):
            return UNDEFINED
        name = node.arg[0] if isinstance(node.arg, tuple) else node.arg
        product = self._memory(node, "WMMA", name, factors, lane)
        of = kind(node.dtype)
        return arithmetic.binary(
            "ADD", product, self._operand(node.src[2], node, index), of, (of, of))

    def _factors_of_lanes(self, node, lane):
        """Returns the factors where several products are one vector, and the lane of its own."""
        *widths, own = (math.prod(size for _, size in axes) for axes in node.arg[6])
        group = lane // own
        factors = []
        for source, width in zip(node.src[:2], widths):
            lanes = range(group * width, (group + 1) * width)
            factors.append([
                self.value(source, (i,) if shape(source) else ()) for i in lanes])
        return factors, lane % own

    def _row(self, source, batch):
        sizes = shape(source)
        batch = batch[len(batch) - len(sizes) + 1:] if len(sizes) > 1 else ()
        batch = tuple(0 if n == 1 else i for i, n in zip(batch, sizes))
        return [self.value(source, (*batch, i)) for i in range(sizes[-1])]

    def _function(self, node, index):
        """Anything else that computes a number is a function of its operands."""
        operands = [self._operand(s, node, index) for s in node.src]
        if any(isinstance(x, Mark) for x in operands):
            return UNDEFINED
        return self._memory(node, node.op.name, text(node.arg), operands)

    def _through(self, node, index):
        if not node.src:
            raise Unknown(node.op.name)
        return self.value(node.src[0], index)

    def effects(self, node):
        """Returns what a node without a value writes: a set of places with their values."""
        op = node.op.name
        if op == "STORE":
            return self._stored(node)
        if op in ("END", "AFTER", "STORE"):
            return self.effects(node.src[0])
        if op in _JOINED:
            return frozenset().union(*(
                self.effects(s) for s in node.src if kind(s.dtype).name == "void"))
        if op == "ASSIGN":
            raise Unknown(op)
        if op in ("IF", "ENDIF", "RANGE", "CONST"):
            return frozenset()
        raise Unknown(op)

    def _stored(self, node):
        target, value, *rest = node.src
        sizes = shape(value) if is_pointer(target) else max(shape(target), shape(value), key=len)
        if math.prod(sizes) > MOST_ITERATIONS:
            raise TooLarge
        written = set()
        for index in positions(sizes):
            at = self._operand_index(target, index)
            found = self.place(target, at)
            gated = any(is_bool(s) and self._operand(s, node, index) is False for s in rest)
            stored = self._operand(value, node, index)
            if found is UNDEFINED or stored is UNDEFINED:
                return UNDEFINED
            if found is not INVALID and stored is not INVALID and not gated:
                holder, offset = found
                name = holder if isinstance(holder, str) else text(holder.arg)
                written.add((name, offset, _settled(stored)))
        return frozenset(written)

    @staticmethod
    def _operand_index(target, index):
        """Returns the index of the target that goes with one of what is stored."""
        if is_pointer(target):
            return index
        return index[len(index) - len(shape(target)):] if index else index


def _settled(value):
    """Returns a number such that equal ones are written as the same."""
    return round(float(value), 4)
