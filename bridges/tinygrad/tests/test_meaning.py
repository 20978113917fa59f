"""Tests what nodes are worth."""

import unittest

import support  # noqa: F401
from nodes import const, index, loop, memory, node, read
from winofuzz_tinygrad.arithmetic import (
    INVALID, UNDEFINED, Kind, Unknown, binary, convert, kind)
from winofuzz_tinygrad.meaning import World

BYTE, INT = Kind("int", 8), Kind("int", 32, True)


class ArithmeticTest(unittest.TestCase):

    def test_division_is_that_of_its_operation(self):
        for op, expected in (("CDIV", -3), ("FLOORDIV", -4), ("CMOD", -1), ("FLOORMOD", 1)):
            with self.subTest(op):
                self.assertEqual(expected, binary(op, -7, 2, INT, (INT, INT)))
                self.assertIs(UNDEFINED, binary(op, -7, 0, INT, (INT, INT)))

    def test_unsigned_integers_wrap_and_signed_ones_must_not(self):
        self.assertEqual(4, binary("ADD", 250, 10, BYTE, (BYTE, BYTE)))
        self.assertIs(UNDEFINED, binary("ADD", 2**31 - 1, 1, INT, (INT, INT)))
        self.assertIs(UNDEFINED, binary("SHL", 1, 32, INT, (INT, INT)))

    def test_an_integer_of_any_size_takes_the_width_of_the_other(self):
        self.assertIs(True, binary("CMPEQ", 255, -1, kind_of("bool"), (BYTE, kind_of("weakint"))))

    def test_conversions(self):
        self.assertEqual(255, convert(-1, BYTE))
        self.assertEqual(-2, convert(-2.75, INT))
        self.assertIs(UNDEFINED, convert(1e20, INT))
        self.assertIs(INVALID, convert(INVALID, INT))

    def test_what_is_left_open_does_not_matter_where_the_other_operand_decides(self):
        boolean = kind_of("bool")
        self.assertIs(False, binary("AND", UNDEFINED, False, boolean, (boolean, boolean)))
        self.assertIs(UNDEFINED, binary("AND", UNDEFINED, True, boolean, (boolean, boolean)))


def kind_of(name):
    return kind(const(0, name).dtype)


class WorldTest(unittest.TestCase):

    def test_ranges_are_between_their_bounds_both_of_which_occur(self):
        r = loop(0, 5)
        values = [World(sample).value(r) for sample in range(50)]
        self.assertEqual([0, 4], values[:2])
        self.assertEqual(set(range(5)), set(values))

    def test_the_same_place_of_a_memory_has_the_same_value(self):
        x, r = memory(0, 8), loop(0, 4)
        world = World(5)
        at = world.value(r)
        self.assertEqual(world.value(read(x, r)), world.value(read(x, const(at))))
        values = {World(sample).value(read(x, const(1))) for sample in range(20)}
        self.assertGreater(len(values), 5)

    def test_what_is_read_under_a_closed_gate_is_zero(self):
        x, closed = memory(0, 8), const(False, "bool")
        at = node("WHERE", "weakint", closed, const(3), const(None))
        self.assertEqual(0.0, World(3).value(read(x, at)))
        self.assertIs(INVALID, World(3).value(index("ADD", at, const(1))))

    def test_movements_of_vectors(self):
        v = node("STACK", "weakint", *map(const, range(6)), shape=(6,))
        table = node("RESHAPE", "weakint", v, arg=(2, 3), shape=(2, 3))
        turned = node("PERMUTE", "weakint", table, arg=(1, 0), shape=(3, 2))
        padded = node("PAD", "weakint", turned, arg=((1, 4), (0, 2)), shape=(4, 2))
        world = World(2)
        self.assertEqual(5, world.value(turned, (2, 1)))
        self.assertEqual(5, world.value(padded, (3, 1)))
        self.assertEqual(0, world.value(padded, (0, 1)))

    def test_a_reduction_is_the_sum_over_its_ranges(self):
        r, x = loop(0, 4), memory(0, 4)
        total = node("REDUCE", "float", read(x, r), r, arg=(node("ADD", "void").op, 0))
        world = World(7)
        self.assertEqual(sum(world.value(read(x, const(i))) for i in range(4)),
                         world.value(total))

    def test_a_long_reduction_is_a_value_by_itself(self):
        r, x = loop(0, 1000), memory(0, 1000)
        total = node("REDUCE", "float", read(x, r), r, arg=(node("ADD", "void").op, 0))
        world = World(7)
        world.value(total)
        self.assertTrue(world.opaque(total))

    def test_what_has_no_meaning_is_unknown(self):
        with self.assertRaisesRegex(Unknown, "WHATEVER"):
            World(2).value(node("WHATEVER", "int"))
        with self.assertRaisesRegex(Unknown, "type strange"):
            World(2).value(node("CAST", "strange", const(1)))


if __name__ == "__main__":
    unittest.main()
