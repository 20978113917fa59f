"""Watches a checkout apply its rewrite rules, and keeps it from applying some of them.

A rule is named by the place of the function that makes its replacement, as FILE:LINE relative to
the checkout. Rules that share a function are one rule.
"""

import inspect
import os
import sys
from dataclasses import dataclass

_UNWATCHED = ("tinygrad/uop/spec.py:", "tinygrad/uop/upat.py:")
"""Where the rules are that check graphs, and those that compile patterns."""


@dataclass(frozen=True)
class Application:
    """A rule was applied to a node; after is a node, or the text that a node is rendered as.

    `rewrite` is the name of the rewrite of a graph that the rule was applied in, empty if it has
    none. `context` is what the rule was given besides the node, None if it asks for nothing; for a
    text, what the nodes before it are called.
    """

    rule: str
    rewrite: str
    before: object
    after: object
    context: object = None


class Watch:
    """Sees what the pattern matchers of the checkout on the module path do, while it is entered.

    `refused` are rules that are not applied. Matchers are watched by what they all have: patterns
    with functions, and for each op, entries of a pattern and a function that tries it.
    """

    def __init__(self, checkout, refused=(), keep=True):
        self._root = os.path.realpath(checkout) + os.sep
        self._refused = frozenset(refused)
        self._keep = keep
        self._shadows = {}
        self._placed = {}
        self.applications = []
        self.rules = {}

    def __enter__(self):
        from tinygrad.uop import ops
        self._node = ops.UOp
        self._class = ops.PatternMatcher
        self._rewrite = self._class.rewrite
        original = self._rewrite

        def rewrite(matcher, uop, ctx=None):
            shadow = self._shadows.get(id(matcher))
            return original(shadow[1] if shadow else self._shadow(matcher), uop, ctx)

        self._class.rewrite = rewrite
        return self

    def __exit__(self, *_):
        self._class.rewrite = self._rewrite

    def _shadow(self, matcher):
        """Returns a copy of a matcher that tells what it does."""
        shadow = object.__new__(type(matcher))
        vars(shadow).update(vars(matcher))
        shadow.pdict = {
            op: self._entries(matcher, op, entries) for op, entries in matcher.pdict.items()}
        # The matcher is kept, so that no other one gets its id.
        self._shadows[id(matcher)] = matcher, shadow
        return shadow

    def _entries(self, matcher, op, entries):
        functions = [function for pattern, function in matcher.patterns if op in pattern.op]
        if len(functions) != len(entries):
            functions = [None] * len(entries)
        watched = []
        for entry, function in zip(entries, functions):
            rule = self._place(entry[0], function)
            if rule.startswith(_UNWATCHED):
                watched.append(entry)
            elif rule not in self._refused:
                tried = self._watched(rule, entry, _asks_for_context(function))
                watched.append((entry[0], tried, *entry[2:]))
        return watched

    def _watched(self, rule, entry, contextual):
        """Returns the function of an entry that notes when it replaces a node.

        It asks the entry anew each time, as some revisions compile a pattern when it is tried.
        """
        kinds = self._node, str, tuple

        def tried(uop, ctx):
            result = entry[1](uop, ctx)
            if result is not None and result is not uop and isinstance(result, kinds):
                self._note(
                    rule, uop, result, ctx if contextual or isinstance(result, str) else None)
            return result

        return tried

    def _note(self, rule, before, after, ctx):
        self.rules[rule] = None
        if self._keep and not isinstance(after, tuple):
            rewrite = _rewrite(sys._getframe(2))
            # A renderer knows what nodes are called until the kernel is done.
            context = getattr(ctx, "r", None) if isinstance(after, str) else ctx
            self.applications.append(Application(rule, rewrite, before, after, context))

    def _place(self, pattern, function):
        """Returns where a rule is in the checkout."""
        key = id(pattern), id(function)
        if key not in self._placed:
            self._placed[key] = self._find(pattern, function)
        return self._placed[key]

    def _find(self, pattern, function):
        code = getattr(inspect.unwrap(function), "__code__", None) if function else None
        file, line = (code.co_filename, code.co_firstlineno) if code else pattern.location
        file = os.path.realpath(file)
        if code and not file.startswith(self._root):
            file, line = os.path.realpath(pattern.location[0]), pattern.location[1]
        return f"{file.removeprefix(self._root)}:{line}"


def _asks_for_context(function):
    code = getattr(function, "__code__", None)
    return code is not None and "ctx" in code.co_varnames[:code.co_argcount]


def _rewrite(frame):
    """Returns the name of the outermost named rewrite of a graph that leads to a frame."""
    name = ""
    while frame is not None:
        if frame.f_code.co_name == "graph_rewrite":
            name = frame.f_locals.get("name") or name
        frame = frame.f_back
    return str(name)
