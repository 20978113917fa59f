"""Writes nodes of tinygrad's graphs for people."""

from winofuzz_tinygrad.graph import axis

_MOST = 400
"""How long a text may be."""

_INFIX = {
    "ADD": "+", "SUB": "-", "MUL": "*", "FDIV": "/", "CDIV": "cdiv", "CMOD": "cmod",
    "FLOORDIV": "//", "FLOORMOD": "%", "IDIV": "//", "MOD": "%", "CMPLT": "<", "CMPNE": "!=",
    "CMPEQ": "==", "XOR": "^", "OR": "|", "AND": "&", "SHL": "<<", "SHR": ">>",
}


def name(node):
    """Returns what a range, variable, index of a thread or memory is called."""
    op, arg = node.op.name, node.arg
    if op == "RANGE":
        return "r" + "_".join(map(str, axis(node)))
    if op == "SPECIAL":
        return str(arg[0] if isinstance(arg, tuple) else arg)
    if op == "DEFINE_VAR":
        return str(arg[0])
    slot = getattr(arg, "name", None) or getattr(arg, "slot", arg)
    return str(slot) if isinstance(slot, str) else f"{op.removeprefix('DEFINE_').lower()}{slot}"


def text(node):
    """Returns a node as an expression, cut off where it is long."""
    if isinstance(node, str):
        return node
    pieces, length = [], 0
    stack = [node]
    while stack:
        item = stack.pop()
        piece = item if isinstance(item, str) else None
        if piece is None:
            stack.extend(reversed(_pieces(item)))
            continue
        pieces.append(piece)
        length += len(piece)
        if length > _MOST:
            pieces.append("...")
            break
    return "".join(pieces)


def _pieces(node):
    """Returns the texts and nodes that the expression of a node is made of."""
    op, src = node.op.name, node.src
    if op == "CONST":
        return [str(node.arg)]
    if op == "VCONST":
        return [str(node.arg)]
    if op in ("RANGE", "SPECIAL", "DEFINE_VAR", "PARAM", "DEFINE_GLOBAL", "DEFINE_LOCAL",
              "DEFINE_REG", "BUFFER"):
        return [name(node)]
    if op in _INFIX and len(src) == 2:
        return ["(", src[0], f" {_INFIX[op]} ", src[1], ")"]
    if op == "WHERE":
        return ["(", src[0], " ? ", src[1], " : ", src[2], ")"]
    if op == "INDEX":
        return [src[0], "[", *_listed(src[1:]), "]"]
    if op in ("CAST", "BITCAST"):
        return [f"{op.lower()}<{getattr(node.dtype, 'name', node.dtype)}>(", src[0], ")"]
    if op == "GEP":
        return [src[0], f".{','.join(map(str, node.arg))}"]
    argument = [] if node.arg is None else [f"<{str(node.arg)[:60]}>"]
    return [op.lower(), *argument, "(", *_listed(src), ")"]


def _listed(nodes):
    pieces = []
    for node in nodes:
        pieces += [", ", node] if pieces else [node]
    return pieces
