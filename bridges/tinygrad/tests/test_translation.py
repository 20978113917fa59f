"""Tests how nodes become nodes of the JSON form."""

import unittest
from dataclasses import dataclass

import support  # noqa: F401
from nodes import Name, const, index, loop, memory, node
from winofuzz_tinygrad.instruction_list import InstructionList
from winofuzz_tinygrad.kernel_graph import KernelGraph
from winofuzz_tinygrad.translation import Nodes, Untranslatable, constant


@dataclass(frozen=True)
class Registers:
    """What a memory within a kernel has as its argument."""

    slot: int = 0
    addrspace: Name = Name("REG")


def integer(value):
    """Returns a constant of 32 bits."""
    return node("CAST", "int", const(value))


def number(value):
    return node("CAST", "float", const(value, "weakfloat"))


def place(source, at):
    return node("INDEX", "float", source, at)


def write(target, value):
    return node("STORE", "void", target, value)


def every(*roots):
    """Returns nodes after their operands."""
    return list(dict.fromkeys(n for root in roots for n in root.toposort()))


class ConstantTest(unittest.TestCase):

    def test_rounded_constants_are_what_they_were_rounded_from(self):
        for value, dtype, meant in (
                (0.0416666679084301, "float32", "1/24"), (-1 / 6, "float64", "-1/6"),
                (0.041656494140625, "float16", "1/24"), (0.041748046875, "bfloat16", "1/24"),
                (0.027777777777777776, "float64", "1/36"), (0.001736111, "float32", "1/576")):
            with self.subTest(value=value, dtype=dtype):
                self.assertEqual(meant, constant(value, dtype)["real"])

    def test_small_numbers_are_themselves(self):
        for value in (0.25, -5.0, 21.0, 0.8125):
            self.assertNotIn("computed", constant(value, "float16"))
            self.assertEqual(value, eval(constant(value, "float16")["real"]))

    def test_others_may_be_rounded(self):
        for value, dtype in ((0.3, "float32"), (0.7001953125, "float16"), (1.23, "float64")):
            with self.subTest(value=value), self.assertRaisesRegex(Untranslatable, "rounded"):
                constant(value, dtype)

    def test_what_is_no_number(self):
        self.assertEqual({"special": "NEGATIVE_INFINITY"}, constant(float("-inf"), "float32"))
        self.assertEqual({"special": "NEGATIVE_ZERO"}, constant(-0.0, "float32"))
        self.assertEqual({"special": "NAN"}, constant(float("nan"), "float32"))
        self.assertEqual({"invalid": True}, constant(None, "index"))
        with self.assertRaises(Untranslatable):
            constant(None, "float32")


class DivisionTest(unittest.TestCase):

    def _value(self, op, a, b, floors=False):
        nodes = Nodes()
        found = KernelGraph(
            node("SINK", "void", index(op, const(a), const(b))), nodes, floors)
        return _worth(nodes.lines, nodes.lines[found.sink]["src"][0])

    def test_every_division_has_its_quotient_and_remainder(self):
        for a in range(-7, 8):
            for b in (-3, -2, -1, 1, 2, 3):
                with self.subTest(a=a, b=b):
                    toward_zero = abs(a) // abs(b) * (1 if a * b >= 0 else -1)
                    self.assertEqual(a // b, self._value("FLOORDIV", a, b))
                    self.assertEqual(a % b, self._value("FLOORMOD", a, b))
                    self.assertEqual(toward_zero, self._value("CDIV", a, b))
                    self.assertEqual(a - toward_zero * b, self._value("CMOD", a, b))
                    self.assertEqual(toward_zero, self._value("IDIV", a, b))
                    self.assertEqual(a // b, self._value("IDIV", a, b, floors=True))
                    self.assertEqual(a % b, self._value("MOD", a, b, floors=True))


def _worth(lines, number):
    """Returns the value of an expression on integers in the JSON form."""
    line = lines[number]
    values = [_worth(lines, n) for n in line.get("src", ())]
    match line["op"]:
        case "CONST": return line["arg"]["int"]
        case "ADD": return values[0] + values[1]
        case "SUB": return values[0] - values[1]
        case "AND": return values[0] and values[1]
        case "CMPLT": return values[0] < values[1]
        case "CMPNE": return values[0] != values[1]
        case "WHERE": return values[1] if values[0] else values[2]
        case "IDIV": return int(values[0] / values[1])
        case "MOD": return values[0] - int(values[0] / values[1]) * values[1]
    raise AssertionError(line)


class KernelGraphTest(unittest.TestCase):

    def _lines(self, *ends):
        nodes = Nodes()
        KernelGraph(node("SINK", "void", *ends), nodes)
        return nodes.lines

    def test_a_copy_under_a_range(self):
        at = loop(3, 4)
        stored = write(place(memory(0, 4), at), place(memory(1, 4), at))
        lines = self._lines(node("END", "void", stored, at))
        self.assertEqual(
            ["DEFINE_GLOBAL", "CONST", "RANGE", "INDEX", "DEFINE_GLOBAL", "INDEX", "LOAD", "STORE",
             "SINK"], [line["op"] for line in lines])
        self.assertEqual("float32*global[4]", lines[0]["dtype"])
        self.assertEqual([3], lines[2]["arg"]["axis"])
        self.assertEqual([3, 6, 2], lines[7]["src"])

    def test_what_is_gated_away_is_an_index(self):
        at = loop(0, 4)
        gated = node("WHERE", "weakint", index("CMPLT", at, const(2)), at,
                     node("CONST", "bool", arg=None))
        stored = write(place(memory(0, 4), at), place(memory(1, 4), gated))
        lines = self._lines(node("END", "void", stored, at))
        self.assertIn({"op": "CONST", "dtype": "index", "arg": {"invalid": True}}, lines)

    def test_what_there_is_no_form_for_is_named(self):
        at = loop(0, 4)
        for value, named in (
                (node("CUSTOM", "float"), "CUSTOM"),
                (node("CAST", "fp8", place(memory(1, 4), at)), "type fp8"),
                (node("ADD", "float", shape=(4,)), "ADD of vectors"),
                (node("MUL", "float", shape=(4, 2)), "MUL of 2 axes")):
            with self.subTest(named), self.assertRaisesRegex(Untranslatable, f"^{named}$"):
                self._lines(node("END", "void", write(place(memory(0, 4), at), value), at))

    def test_an_end_of_something_else_is_named(self):
        with self.assertRaisesRegex(Untranslatable, "END of RANGE"):
            self._lines(node("END", "void", loop(0, 4), loop(1, 4)))


class InstructionListTest(unittest.TestCase):

    def _translated(self, *roots):
        nodes = Nodes()
        found = InstructionList(every(*roots), nodes)
        return [nodes.lines[n] for n in found.instructions], nodes.lines

    def _only(self, op, *roots):
        listed, lines = self._translated(*roots)
        found, = [line for line in listed if line["op"] == op]
        return found, [lines[n] for n in found["src"]]

    def test_a_register_is_read_after_it_is_written(self):
        register = node("BUFFER", "float", arg=Registers(), shape=(2,))
        written = write(place(register, integer(0)), number(0.0))
        after = node("AFTER", "float", register, written, shape=(2,))
        read = node("LOAD", "float", place(after, integer(0)))
        found, (pointer, first) = self._only(
            "LOAD", write(place(memory(0, 4), integer(0)), read))
        self.assertEqual(("INDEX", "NOOP"), (pointer["op"], first["op"]))
        self.assertEqual("float32*register[2]", pointer["dtype"])

    def test_a_gate_is_one_of_the_place(self):
        gate = node("CMPLT", "bool", node("SPECIAL", "int", integer(4), arg="lidx0"), integer(2))
        read = node("LOAD", "float", place(memory(1, 4), integer(1)), number(0.0), gate)
        found, (pointer, otherwise) = self._only(
            "LOAD", write(place(memory(0, 4), integer(0)), read))
        self.assertEqual(3, len(pointer["src"]))
        self.assertEqual({"real": "0"}, otherwise["arg"])

    def test_a_part_of_a_memory_is_a_vector_and_its_lanes_are_picked(self):
        part = node("SHRINK", "float", memory(1, 8), integer(4), integer(2), shape=(2,))
        read = node("LOAD", "float", part, shape=(2,))
        lane = node("INDEX", "float", read, integer(1))
        listed, _ = self._translated(write(place(memory(0, 4), integer(0)), lane))
        by_op = {line["op"]: line for line in listed}
        self.assertEqual("float32x2*global[8]", by_op["CAST"]["dtype"])
        self.assertEqual("float32x2", by_op["LOAD"]["dtype"])
        self.assertEqual({"lanes": [1]}, by_op["GEP"]["arg"])

    def test_a_gated_part_keeps_its_gate(self):
        gate = node("CMPLT", "bool", integer(1), integer(2))
        part = node("SHRINK", "float", memory(1, 8), integer(4), integer(2), shape=(2,))
        zeros = node("STACK", "float", number(0.0), number(0.0), shape=(2,))
        read = node("LOAD", "float", part, zeros, gate, shape=(2,))
        listed, lines = self._translated(
            write(place(memory(0, 4), integer(0)), node("INDEX", "float", read, integer(0))))
        load, = [line for line in listed if line["op"] == "LOAD"]
        cast = lines[load["src"][0]]
        self.assertEqual("CAST", cast["op"])
        self.assertEqual(3, len(lines[cast["src"][0]]["src"]))

    def test_loops_and_branches_end_where_they_did(self):
        at = node("RANGE", "int", integer(4), arg=(0,))
        branch = node("IF", "void", node("CMPLT", "bool", at, integer(2)))
        written = write(place(memory(0, 4), at), number(1.0))
        closed = node("ENDIF", "void", branch)
        nodes = Nodes()
        listed = every(at, branch) + every(written)[-1:] + [closed]
        listed = [n for n in every(at, branch, written) if n is not written]
        found = InstructionList(
            listed + [written, closed, node("END", "void", written, at)], nodes)
        ops = [nodes.lines[n]["op"] for n in found.instructions]
        self.assertEqual(["STORE", "ENDIF", "ENDRANGE"], ops[-3:])
        self.assertLess(ops.index("RANGE"), ops.index("IF"))

    def test_a_product_of_matrices_has_the_lanes_of_its_threads(self):
        held = [node("STACK", "float", number(1.0), number(2.0), shape=(2,)) for _ in range(3)]
        product = node("WMMA", "float", *held, arg=((8, 8, 8), "type", "METAL", 32, None),
                       shape=(2,))
        listed, _ = self._translated(
            write(place(memory(0, 4), integer(0)), node("INDEX", "float", product, integer(0))))
        matrix, = [line["arg"] for line in listed if line["op"] == "WMMA"]
        self.assertEqual(([8, 8, 8], 32), (matrix["matrix"], matrix["threads"]))
        self.assertEqual([[[0, 2]]] * 3, matrix["fragments"])

    def test_two_effects_that_become_one_are_not_translated(self):
        register = node("BUFFER", "float", arg=Registers(), shape=(1,))
        twice = [node("LOAD", "float", place(register, integer(0))) for _ in range(2)]
        with self.assertRaisesRegex(Untranslatable, "LOAD that cannot be told"):
            self._translated(*twice)

    def test_a_gated_store_is_named(self):
        gate = node("CMPLT", "bool", integer(1), integer(2))
        with self.assertRaisesRegex(Untranslatable, "STORE under a gate"):
            self._translated(
                node("STORE", "void", place(memory(0, 4), integer(0)), number(1.0), gate))


if __name__ == "__main__":
    unittest.main()
