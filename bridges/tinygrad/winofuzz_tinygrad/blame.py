"""Judges applications of rewrite rules: what a rule puts in place of a node must be worth as much.

An application is compared in sampled worlds. Where there is no meaning for what it deals with, it
is not judged, and the reason is counted.
"""

import math
import sys
from collections import Counter
from dataclasses import dataclass, field

from winofuzz_tinygrad import expression, rendered
from winofuzz_tinygrad.arithmetic import BOOL, INVALID, UNDEFINED, Mark, Unknown, kind, same
from winofuzz_tinygrad.graph import LEAVES, axis, is_variable, memory_name, positions, shape
from winofuzz_tinygrad.meaning import World
from winofuzz_tinygrad.sums import TooLarge

SAMPLES = 24
"""In how many worlds an application is compared."""

_FIRST, _FEWER_SAMPLES = 20, 6
"""How many applications of a rule are compared in all worlds, and in how many the others are."""

_MOST_ELEMENTS = 8
"""How many elements of a node are compared in a world."""

_MOST_OF_A_RULE = 200
"""How many applications of a rule are judged."""

_MOST_STEPS = 6_000
"""After how many values of nodes no further world is looked at."""

_MOST_VALUES = 24
"""How many values a difference tells."""

_DEPTH = 200_000
"""How deep graphs may be, in calls of Python."""


@dataclass(frozen=True)
class Difference:
    """How a node differs from what took its place: values of what they depend on, and of both."""

    values: dict
    left: str
    right: str


@dataclass(frozen=True)
class Suspect:
    """A rule that was applied wrongly, and how the first wrong application is."""

    rule: str
    rewrite: str
    before: str
    after: str
    difference: Difference


@dataclass
class Report:
    """What came of judging: rules in the order of their first wrong application.

    `unjudged` has the rules that were applied at least once without being judged.
    """

    suspects: list = field(default_factory=list)
    judged: int = 0
    skipped: Counter = field(default_factory=Counter)
    unjudged: dict = field(default_factory=dict)

    def skip(self, rule, reason):
        """Counts an application that cannot be judged."""
        self.skipped[reason] += 1
        self.unjudged[rule] = None

    def answer(self):
        """Returns the members of an answer of the protocol."""
        return {
            "suspects": [
                {"rule": s.rule, "pass": s.rewrite, "before": s.before, "after": s.after,
                 "values": s.difference.values, "left": s.difference.left,
                 "right": s.difference.right}
                for s in self.suspects],
            "judged": self.judged,
            "skipped": sum(self.skipped.values()),
            "reasons": dict(sorted(self.skipped.items())),
            "unjudged": list(self.unjudged),
        }


def judge(applications, floors=False):
    """Returns a report of applications, each of which is judged once.

    `floors` says that IDIV and MOD round down.
    """
    worlds = [World(sample, floors) for sample in range(SAMPLES)]
    report, seen, counts = Report(), set(), Counter()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEPTH)
    try:
        for application in applications:
            key = application.rule, application.before, application.after
            if key in seen:
                continue
            seen.add(key)
            counts[application.rule] += 1
            if counts[application.rule] > _MOST_OF_A_RULE:
                report.skipped["over budget"] += 1
            else:
                few = counts[application.rule] > _FIRST
                _judge(application, worlds[:_FEWER_SAMPLES] if few else worlds, report)
    finally:
        sys.setrecursionlimit(limit)
    return report


def _judge(application, worlds, report):
    before, after = application.before, application.after
    try:
        difference = _difference(application, worlds)
    except Unknown as unknown:
        report.skip(application.rule, str(unknown))
        return
    except (TooLarge, RecursionError):
        report.skip(application.rule, "too large")
        return
    except Exception as error:  # Graphs of a compiler under test may be malformed.
        report.skip(application.rule, f"{before.op.name}: {type(error).__name__}")
        return
    report.judged += 1
    if difference is not None and all(s.rule != application.rule for s in report.suspects):
        report.suspects.append(Suspect(
            application.rule, application.rewrite, expression.text(before),
            expression.text(after), difference))


def _difference(application, worlds):
    before, after, context = application.before, application.after, application.context
    if isinstance(after, str):
        return _rendered(before, after, context, worlds)
    if isinstance(context, dict) and context.get(before) is after:
        raise Unknown("substitution")
    difference = compare(before, after, worlds)
    if difference is not None and _depends(context):
        raise Unknown("context")
    return difference


def _depends(context):
    """Returns whether a rule knows more than the node and the target."""
    return context is not None and not isinstance(context, str) \
        and not hasattr(context, "code_for_op")


def compare(before, after, worlds):
    """Returns how two nodes differ, or None if they do not in any of the worlds.

    Raises Unknown or TooLarge where that cannot be told.
    """
    if before.op.name in LEAVES and after.op.name != "CONST":
        raise Unknown("substitution")
    if kind(before.dtype).name == "void":
        return _effects(before, after, worlds)
    if kind(after.dtype).name == "void":
        raise Unknown("value without a type")
    try:
        sizes = shape(before)
        if math.prod(sizes) != math.prod(shape(after)) or len(sizes) != len(shape(after)):
            raise Unknown("shape")
    except (TypeError, ValueError, RuntimeError, NotImplementedError):
        raise Unknown("shape") from None
    return _values(before, after, sizes, worlds)


def _values(before, after, sizes, worlds):
    for world in _affordable(worlds):
        for index in _chosen(sizes, world):
            left = world.value(before, index)
            right = world.value(after, index)
            if _differ(left, right, before):
                return _confirmed(before, after, index, left, right, world)
    return None


def _affordable(worlds):
    """Yields worlds until the work in them is enough; at least one."""
    left = _MOST_STEPS
    for world in worlds:
        world.start()
        yield world
        left -= world.start()
        if left < 0:
            return


def _chosen(sizes, world):
    """Yields the indices that are compared in a world."""
    count = math.prod(sizes)
    if count <= _MOST_ELEMENTS:
        yield from positions(sizes)
        return
    for i in range(_MOST_ELEMENTS):
        flat = world.draw("element", i) % count
        index = []
        for size in reversed(sizes):
            index.append(flat % size)
            flat //= size
        yield tuple(reversed(index))


def _differ(left, right, node):
    if left is UNDEFINED or right is UNDEFINED:
        return False
    if left is INVALID:
        # What is gated away may become zero when gates are lowered; no one looks at a condition.
        return right is not INVALID and kind(node.dtype) is not BOOL and right != 0
    return right is INVALID or not same(left, right)


def _effects(before, after, worlds):
    if kind(after.dtype).name != "void":
        raise Unknown("effect with a type")
    for world in _affordable(worlds):
        left = world.effects(before)
        right = world.effects(after)
        if isinstance(left, Mark) or isinstance(right, Mark):
            continue
        if left != right:
            return _confirmed(
                before, after, (), _shown(left - right), _shown(right - left), world)
    return None


def _rendered(node, text, names, worlds):
    """Returns how the text of a node differs from it."""
    if not isinstance(names, dict) or node.op.name in ("RANGE", "SPECIAL", "BUFFER", "END"):
        raise Unknown("text")
    sizes = shape(node) if node.op.name != "STORE" else ()
    if len(sizes) > 1 or _wraps(node, 4):
        raise Unknown("text")
    for world in _affordable(worlds):
        if node.op.name == "STORE":
            left, right = world.effects(node), _written(rendered.stored(text, names, world))
            if left is UNDEFINED or right is UNDEFINED:
                continue
        else:
            right = rendered.value(text, names, world)
            left = _worth(node, sizes, right, world)
        if not _agree(left, right):
            return Difference(_open_values([node], world), _listed(left), _listed(right))
    return None


def _wraps(node, depth):
    """Returns whether unsigned integers may wrap in a text, which is read without their width."""
    try:
        of = kind(node.dtype)
    except Unknown:
        return True
    if of.name == "int" and of.bits and not of.signed:
        return True
    return depth > 0 and any(_wraps(s, depth - 1) for s in node.src)


def _written(stored):
    if stored is None:
        raise Unknown("text")
    if any(value is UNDEFINED for _, _, value in stored):
        return UNDEFINED
    return frozenset((name, at, round(float(value), 4)) for name, at, value in stored)


def _worth(node, sizes, right, world):
    """Returns what a node is worth in the form that its text has."""
    if isinstance(right, rendered.Pointer):
        found = world.place(node, (0,) * len(sizes))
        return found if isinstance(found, Mark) else (found[0], found[1])
    if sizes:
        return [world.value(node, (i,)) for i in range(sizes[0])]
    return world.value(node)


def _agree(left, right):
    if isinstance(right, rendered.Pointer):
        return isinstance(left, Mark) or left == (memory_name(right.memory), right.offset)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_agree, left, right))
    if isinstance(left, (list, tuple)) or isinstance(right, list):
        raise Unknown("text")
    if isinstance(left, frozenset):
        return left == right
    return isinstance(left, Mark) or isinstance(right, Mark) or same(left, right)


def _listed(found):
    return _shown(found) if isinstance(found, frozenset) else str(found)


def _shown(written):
    return ", ".join(f"{name.split()[0]}[{at}]={value}" for name, at, value in sorted(
        written, key=str)) or "nothing"


def _confirmed(before, after, index, left, right, world):
    """Returns a difference, unless something in it was not looked into."""
    nodes = [dict.fromkeys(root.toposort()) for root in (before, after)]
    kept = [{node for node in side if world.opaque(node)} for side in nodes]
    if kept[0] != kept[1]:
        raise Unknown("REDUCE")
    inputs = [
        {_input(node) for node in side if _is_input(node, world.axes(root))}
        for side, root in zip(nodes, (before, after))]
    if not inputs[1] <= inputs[0]:
        raise Unknown("other inputs")
    if any(node.tag is not None and node not in nodes[0] for node in nodes[1]):
        raise Unknown("tag")
    values = _open_values((before, after), world)
    if index:
        values["element"] = list(index)
    return Difference(values, str(left), str(right))


def _open_values(roots, world):
    """Returns the values that a world gives to what nodes leave open."""
    values = {}
    for node in (node for root in roots for node in root.toposort()):
        is_open = node.op.name in ("RANGE", "SPECIAL", "DEFINE_VAR") or is_variable(node)
        if is_open and len(values) < _MOST_VALUES:
            try:
                values[expression.name(node)] = _number(world.value(node))
            except (Unknown, TooLarge, TypeError):
                continue
    return values


def _is_input(node, free):
    """Returns whether a node is what the value of another one depends on."""
    if node.op.name == "RANGE":
        return axis(node) in free
    return node.op.name in LEAVES and node.op.name not in ("CONST", "UNIQUE", "DEVICE")


def _input(node):
    if node.op.name == "RANGE":
        return axis(node), node.src[0].arg
    return memory_name(node)


def _number(value):
    return str(value) if isinstance(value, Mark) else value
