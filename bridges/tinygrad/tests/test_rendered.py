"""Tests what the text of a node is worth."""

import unittest

import support  # noqa: F401
from nodes import const, index, loop, memory, node, read
from winofuzz_tinygrad import blame, rendered
from winofuzz_tinygrad.arithmetic import Unknown
from winofuzz_tinygrad.meaning import World
from winofuzz_tinygrad.rules import Application

R, X, Y = loop(0, 9), memory(1, 99), memory(0, 99)
NAMES = {R: "ridx0", X: "data1_99", Y: "data0_99"}


def value(text):
    return rendered.value(text, NAMES, World(5))


class TextTest(unittest.TestCase):

    def test_operators_bind_as_in_c(self):
        for text, expected in (
                ("1+2*3", 7), ("(1+2)*3", 9), ("-7/2", -3), ("-7%2", -1), ("7>>1&1", 1),
                ("1<2==true_", None), ("1<<2+1", 8), ("0?1:2?3:4", 3), ("!(3!=3)", True),
                ("1.5f*2", 3.0), ("(int)(2.75f)", 2), ("7/2.0f", 3.5)):
            with self.subTest(text):
                if expected is None:
                    self.assertRaises(Unknown, value, text)
                else:
                    self.assertEqual(expected, value(text))

    def test_names_stand_for_nodes_and_memories(self):
        world = World(5)
        r = world.value(R)
        self.assertEqual(r * 3 + 1, value("((ridx0*3)+1)"))
        self.assertEqual(world.value(read(X, index("ADD", R, const(2)))),
                         value("(*(data1_99+(ridx0+2)))"))
        pair = [world.value(read(X, const(i))) for i in (4, 5)]
        self.assertEqual(pair, value("*((device float2*)((data1_99+4)))"))
        self.assertEqual(pair[1], value("float2(0.0f,*(data1_99+5)).y"))

    def test_what_is_not_an_expression_is_unknown(self):
        for text in ("for (int i = 0; i < 3; i++) {", "}", "max(1,2)", "gid.x; /* 4 */", "nobody"):
            with self.subTest(text):
                self.assertRaises(Unknown, value, text)

    def test_a_store(self):
        world = World(5)
        self.assertEqual([(rendered.memory_name(Y), 3, 2.5)],
                         rendered.stored("*(data0_99+3) = 2.5f;", NAMES, world))


class JudgedTextTest(unittest.TestCase):

    def judged(self, before, text):
        return blame.judge([Application("a", "", before, text, NAMES)])

    def test_a_wrong_text_is_a_suspect(self):
        total = index("ADD", R, const(1))
        self.assertEqual(([], 1), self.outcome(self.judged(total, "(ridx0+1)")))
        suspects, _ = self.outcome(self.judged(total, "(ridx0-1)"))
        self.assertEqual("(ridx0-1)", suspects[0].after)

    def test_a_wrong_store_is_a_suspect(self):
        store = node("STORE", "void", node("INDEX", "float", Y, R), const(2.0, "float"))
        self.assertEqual(([], 1), self.outcome(self.judged(store, "*(data0_99+ridx0) = 2.0f;")))
        suspects, _ = self.outcome(self.judged(store, "*(data0_99+ridx0+1) = 2.0f;"))
        self.assertEqual(1, len(suspects))

    @staticmethod
    def outcome(report):
        return report.suspects, report.judged


if __name__ == "__main__":
    unittest.main()
