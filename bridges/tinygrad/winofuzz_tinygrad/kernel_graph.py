"""Translates a kernel as it is before it is optimized: stores under ranges."""

from winofuzz_tinygrad.translation import INDEX, Translation, Untranslatable, lanes, scalar


class KernelGraph(Translation):
    """The graph of one kernel, and the number of its end."""

    def __init__(self, sink, nodes, floors=False):
        super().__init__(nodes, floors)
        self._pointers = {}
        for node in sink.toposort():
            self.translate(node)
        self.sink = self._of[sink]

    def value(self, node, dtype=None):
        """Returns the number of a node; a place in memory is worth what it holds."""
        if node not in self._of:
            if node in self._pointers:
                self._of[node] = self.add("LOAD", scalar(node), self._pointers[node])
            elif node.op.name == "STORE":
                self._of[node] = self._store(node)
        return super().value(node, dtype)

    def _loop(self, node):
        self._of[node] = self._range(node, self.value(node.src[0], INDEX))

    def _index(self, node):
        if len(node.src) not in (2, 3) or lanes(node) > 1:
            raise Untranslatable("INDEX of several axes")
        where = [self.value(node.src[1], INDEX), *(self.value(s) for s in node.src[2:])]
        self._pointers[node] = self._pointer(self.value(node.src[0]), *where)

    def _load(self, node):
        if len(node.src) > 1 or node.src[0] not in self._pointers:
            raise Untranslatable("LOAD of something else than a place")
        self._of[node] = self.add("LOAD", scalar(node), self._pointers[node.src[0]])

    def _reduce(self, node):
        fold, *axes = node.arg if isinstance(node.arg, tuple) else (node.arg,)
        if any(axes):
            raise Untranslatable("REDUCE of axes")
        self._of[node] = self.add(
            "REDUCE", scalar(node), *(self.value(s) for s in node.src), arg={"fold": fold.name})

    def _store(self, node, ranges=()):
        target, stored, *closed = node.src
        if target not in self._pointers:
            raise Untranslatable("STORE to something else than a place")
        return self.add(
            "STORE", "void", self._pointers[target], self.value(stored, scalar(target)),
            *(self.value(r) for r in (*closed, *ranges)))

    def _open_store(self, node):
        """Whoever uses a store says which ranges it runs over."""

    def _end(self, node):
        """A store that is ended is one with the ranges that it runs over."""
        body, *ranges = node.src
        if body.op.name != "STORE":
            raise Untranslatable(f"END of {body.op.name}")
        self._of[node] = self._store(body, ranges)

    def _sink(self, node):
        arg = {"kernel": "", "options": [], "useLocals": True}
        self._of[node] = self.add(
            "SINK", "void", *(self.value(s) for s in node.src), arg=arg)

    methods = {
        "RANGE": _loop, "INDEX": _index, "LOAD": _load, "REDUCE": _reduce,
        "STORE": _open_store, "END": _end, "SINK": _sink,
    }
