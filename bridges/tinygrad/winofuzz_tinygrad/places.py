"""Where the elements of nodes are: in memories, or in other nodes."""

import math

from winofuzz_tinygrad.arithmetic import INVALID, Mark, Unknown
from winofuzz_tinygrad.graph import (
    BUFFERS, MOVEMENT, THROUGH, axis, is_bool, is_number, is_pointer, is_variable, memory_name,
    moves, shape, unflat)

_PADDING = Mark("padding")


class Places:
    """The part of a world that reads: indices, movements and memories."""

    def _read(self, op, node, index):
        if op == "LOAD":
            return self._load(node, index)
        if is_variable(node):
            return self._variable(node, index)
        found = self.place(node, index)
        # What is read under a gate that is closed is zero.
        return self._converted(0, node) if found is INVALID else self._at(found, node)

    def _at(self, found, node):
        """Returns the value at a place: a place in memory, or an element of a node."""
        if isinstance(found, Mark):
            return 0.0 if found is _PADDING else found
        holder, index = found
        if isinstance(holder, str):
            return self._memory(node, holder, index)
        return self.value(holder, index)

    def _load(self, node, index):
        gate = node.src[2] if len(node.src) > 2 and is_bool(node.src[2]) else None
        alternative = node.src[1] if len(node.src) > 1 and is_number(node.src[1]) else None
        found = INVALID if gate is not None and self._operand(gate, node, index) is False \
            else self.place(node.src[0], index)
        if found is INVALID:
            if alternative is None:
                return self._converted(0, node)
            return self._operand(alternative, node, index)
        return self._at(found, node)

    def place(self, node, index):
        """Returns where an element is: a memory with an offset, or a node with an index.

        What is gated away is INVALID.
        """
        op = node.op.name
        if op in MOVEMENT:
            moved = self._moved(op, node, index)
            return moved if isinstance(moved, Mark) else self.place(*moved)
        if op in THROUGH and node.src:
            return self.place(node.src[0], index)
        if op in ("CAST", "BITCAST") and is_pointer(node.src[0]):
            return self.place(node.src[0], index)
        if op == "INDEX":
            return self._indexed(node, index)
        if op in BUFFERS and not is_variable(node):
            return memory_name(node), self._flat(shape(node), index)
        if op in ("STACK", "VECTORIZE") and index:
            return self.place(node.src[index[0]], index[1:])
        if op == "GEP" and is_pointer(node):
            return self.place(node.src[0], (node.arg[index[-1] if index else 0],))
        if op == "PTRCAT":
            return self._joined_place(node, index[-1] if index else 0)
        return node, index

    def _joined_place(self, node, lane):
        for source in node.src:
            lanes = source.dtype.base.count
            if lane < lanes:
                return self.place(source, (lane,) if lanes > 1 else ())
            lane -= lanes
        raise Unknown("PTRCAT")

    @staticmethod
    def _flat(sizes, index):
        flat = 0
        for size, at in zip(sizes[:len(index)], index):
            flat = flat * size + at
        return flat * math.prod(sizes[len(index):])

    def _indexed(self, node, index):
        base, *parts = node.src
        if is_pointer(base):
            return self._indexed_pointer(node, base, parts, index)
        at = []
        for part in parts:
            sizes = shape(part)
            found = self.value(part, index[:len(sizes)])
            if isinstance(found, Mark):
                return found
            at.append(int(found))
            index = index[len(sizes):]
        return self.place(base, (*at, *index))

    def _indexed_pointer(self, node, base, parts, index):
        """Where pointers have types: a base may be a vector of pointers, or one to vectors."""
        if len(parts) > 1 and is_bool(parts[1]) and self.value(parts[1]) is not True:
            return INVALID
        lane = index[-1] if index else 0
        lanes = shape(parts[0])
        offset = self.value(parts[0], (lane,) if lanes else ())
        if isinstance(offset, Mark):
            return offset
        width = base.dtype.base.count
        while base.op.name in ("CAST", "AFTER", "VECTORIZE"):
            base = base.src[lane if base.op.name == "VECTORIZE" else 0]
        if base.op.name not in BUFFERS:
            return self.place(base, (int(offset),))
        return memory_name(base), int(offset) * width + (0 if lanes else lane)

    def _moved(self, op, node, index):
        """Returns the element that a movement leads to: a node and its index."""
        source = node.src[0]
        sizes = shape(source)
        if op == "RESHAPE":
            flat = self._flat(shape(node), index)
            return source, unflat(sizes, flat)
        if op == "PERMUTE":
            at = [0] * len(sizes)
            for i, axis_ in enumerate(moves(node)):
                at[axis_] = index[i]
            return source, tuple(at)
        if op == "FLIP":
            return source, tuple(
                n - 1 - i if flip else i for i, n, flip in zip(index, sizes, moves(node)))
        if op == "EXPAND":
            if len(shape(node)) == len(sizes):
                return source, tuple(0 if n == 1 else i for i, n in zip(index, sizes))
            return source, index[len(index) - len(sizes):]
        return self._shifted(op, node, source, sizes, index)

    def _shifted(self, op, node, source, sizes, index):
        at = []
        for i, n, (before, _) in zip(index, sizes, moves(node)):
            before = before if isinstance(before, int) else self.value(before)
            if isinstance(before, Mark):
                return before
            at.append(i - before if op == "PAD" else i + before)
            if op == "PAD" and not 0 <= at[-1] < n:
                return _PADDING
        return source, tuple(at)

    def _staged(self, node, index):
        """An element that is staged is that of the iteration of the ranges that it is kept for."""
        ranges = node.src[1:]
        bound = {axis(r): i for r, i in zip(ranges, index) if r.op.name == "RANGE"}
        return self._within(bound).value(node.src[0], index[len(ranges):])
