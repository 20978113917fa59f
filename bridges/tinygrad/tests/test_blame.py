"""Tests the judgement of applications, and the watch with a checkout."""

import json
import unittest

import support
from nodes import const, index, loop, memory, node, read
from support import Worker, case, with_checkout
from winofuzz_tinygrad import blame
from winofuzz_tinygrad.rules import Application


def judged(*pairs):
    """Returns the report of applications of rules a, b, ... to nodes."""
    return blame.judge(
        Application("abcdef"[i], "pass", *pair) for i, pair in enumerate(pairs))


class JudgeTest(unittest.TestCase):

    def test_equal_nodes_are_right(self):
        r, four = loop(0, 30), const(4)
        quotient = index("MUL", index("FLOORDIV", r, four), four)
        whole = index("ADD", quotient, index("FLOORMOD", r, four))
        report = judged((whole, r), (index("MUL", r, const(1)), r))
        self.assertEqual(([], 2), (report.suspects, report.judged))

    def test_a_wrong_application_is_told_with_values(self):
        r = loop(3, 30)
        report = judged((index("FLOORMOD", r, const(4)), r))
        suspect, = report.answer()["suspects"]
        self.assertEqual(("a", "pass", "(r3 % 4)", "r3"), tuple(
            suspect[key] for key in ("rule", "pass", "before", "after")))
        at = suspect["values"]["r3"]
        self.assertEqual((str(at % 4), str(at)), (suspect["left"], suspect["right"]))

    def test_a_rule_is_a_suspect_once_and_an_application_judged_once(self):
        r = loop(0, 30)
        wrong = Application("a", "", index("FLOORMOD", r, const(4)), r)
        other = Application("a", "", index("FLOORMOD", r, const(5)), r)
        report = blame.judge([wrong, other, wrong])
        self.assertEqual((1, 2), (len(report.suspects), report.judged))

    def test_a_load_may_move_behind_the_gate_that_it_is_used_under(self):
        x, r = memory(0, 8), loop(0, 12)
        inside = index("CMPLT", r, const(8))
        chosen = node("WHERE", "float", inside, read(x, r), const(0.0, "weakfloat"))
        gated = read(x, node("WHERE", "weakint", inside, r, const(None)))
        ungated = read(x, r)
        report = judged((chosen, gated), (chosen, ungated), (gated, ungated))
        self.assertEqual(["b", "c"], [s.rule for s in report.suspects])

    def test_the_order_of_a_sum_does_not_matter(self):
        x = memory(0, 3)
        a, b, c = (read(x, const(i)) for i in range(3))
        left = node("ADD", "float", node("ADD", "float", a, b), c)
        right = node("ADD", "float", a, node("ADD", "float", b, c))
        doubled = node("ADD", "float", a, node("ADD", "float", b, b))
        self.assertEqual(["b"], [s.rule for s in judged((left, right), (left, doubled)).suspects])

    def test_stores_write_the_same_values(self):
        x, r = memory(0, 8), loop(0, 4)
        def store(at, value):
            return node("STORE", "void", node("INDEX", "float", x, at), const(value, "weakfloat"))
        both = node("GROUP", "void", store(r, 1.0), store(index("ADD", r, const(4)), 2.0))
        swapped = node("GROUP", "void", store(index("ADD", r, const(4)), 2.0), store(r, 1.0))
        self.assertEqual(["b"], [
            s.rule for s in judged((both, swapped), (both, store(r, 1.0))).suspects])

    def test_what_cannot_be_judged_is_counted(self):
        r, x = loop(0, 4), memory(0, 4)
        report = judged((r, loop(1, 8)), (node("WHATEVER", "int"), const(1, "int")),
                        (read(x, r), read(memory(1, 4), r)), (read(x, r), "x[r0]"))
        self.assertEqual([], report.suspects)
        self.assertEqual(0, report.judged)
        self.assertEqual({"substitution": 1, "WHATEVER": 1, "other inputs": 1, "text": 1},
                         dict(report.skipped))
        self.assertEqual(["a", "b", "c", "d"], list(report.unjudged))


PATCHED = """
import json, sys
from winofuzz_tinygrad import blame, recorder, standin
from winofuzz_tinygrad.rules import Watch
standin.install(recorder.Recorder())
from tinygrad import Variable, dtypes
from tinygrad.uop.ops import PatternMatcher, UPat, graph_rewrite
matcher = PatternMatcher([
    (UPat.var("x") * 1, lambda x: x),
    (UPat.var("x") // UPat.cvar("c"), lambda x, c: x),
])
a = Variable("a", 0, 10)
before = (a * 1) // 3
def rewritten(refused=()):
    with Watch(sys.argv[0] or ".", refused) as watch:
        after = graph_rewrite(before, matcher, name="both")
    return watch, after
watch, after = rewritten()
report = blame.judge(watch.applications).answer()
wrong = report["suspects"][0]["rule"]
_, without = rewritten([wrong])
print(json.dumps([report, after is a, without is a // 3, list(watch.rules)]))
"""


@with_checkout
class WatchTest(unittest.TestCase):

    def test_a_wrong_rule_is_blamed_and_does_nothing_when_it_is_refused(self):
        report, wrong, right, rules = json.loads(support.python(PATCHED).splitlines()[-1])
        self.assertEqual([True, True], [wrong, right])
        suspect, = report["suspects"]
        self.assertIn(suspect["rule"], rules)
        self.assertRegex(suspect["rule"], r"<string>:10$")
        self.assertEqual("both", suspect["pass"])
        self.assertEqual("(a // 3)", suspect["before"])
        self.assertEqual(str(suspect["values"]["a"] // 3), suspect["left"])


@with_checkout
class WorkerTest(unittest.TestCase):

    def test_rules_are_told_whatever_was_lowered_before(self):
        with Worker("--path", "direct") as worker:
            first = worker.ask(id=1, do="lower", path="direct", case=case(), tell=["rules"])
            worker.lower("direct", case())
            again = worker.ask(id=1, do="lower", path="direct", case=case(), tell=["rules"])
            plain = worker.lower("direct", case())
        self.assertEqual(first, again)
        self.assertEqual(first["kernels"], plain["kernels"])
        self.assertNotIn("rules", plain)
        self.assertGreater(len(first["rules"]), 20)
        for rule in first["rules"]:
            self.assertRegex(rule, r"^tinygrad/[\w/]+\.py:\d+$")

    def test_a_refused_rule_is_not_applied(self):
        with Worker("--path", "direct") as worker:
            told = worker.ask(id=1, do="lower", path="direct", case=case(), tell=["rules"])
            refused = [rule for rule in told["rules"] if "symbolic.py" in rule][0]
            answer = worker.ask(id=2, do="lower", path="direct", case=case(), refuse=[refused])
            self.assertNotIn(refused, answer.get("rules", ()))
            again = worker.ask(id=3, do="lower", path="direct", case=case(), tell=["rules"])
        self.assertEqual(told["kernels"], again["kernels"])

    def test_a_checkout_is_judged(self):
        with Worker("--path", "direct") as worker:
            answer = worker.ask(id=1, do="blame", path="direct", case=case(h=4, w=4, cout=2))
        self.assertEqual([], answer["suspects"])
        self.assertGreater(answer["judged"], 50)
        self.assertEqual(answer["skipped"], sum(answer["reasons"].values()))


if __name__ == "__main__":
    unittest.main()
