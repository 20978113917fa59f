"""Tests of lowering tensor programs with the checkout that WINOFUZZ_TINYGRAD names."""

import unittest

from support import Worker, with_checkout


def program(*steps, dtype="int32", shape=(7, 5), options=()):
    """Returns a program with one input."""
    given = {"name": "a", "dtype": dtype, "shape": list(shape)}
    return {"inputs": [given], "steps": list(steps), "options": list(options)}


@with_checkout
class ProgramsTest(unittest.TestCase):

    def _lowered(self, *programs):
        with Worker() as worker:
            self.assertIn("programs", worker.greeting["features"])
            return [worker.ask(id=1, do="lower", path="direct", program=each)
                    for each in programs]

    def test_a_program_has_its_inputs_and_its_output(self):
        cast = {"op": "cast", "of": [0], "dtype": "float16"}
        total = {"op": "sum", "of": [1], "axes": [1], "dtype": "float32"}
        answer, = self._lowered(program(cast, total, dtype="uint8"))
        named = [(m["name"], m["dtype"], m["elements"], m["role"]) for m in answer["memories"][:2]]
        self.assertEqual(
            [("y", "float32", 7, "output"), ("a", "uint8", 35, "input")], named)
        self.assertEqual(1, len(answer["kernels"]))

    def test_every_operation_is_lowered(self):
        steps = (
            {"op": "neg", "of": [0]}, {"op": "max", "of": [0, 1]}, {"op": "xor", "of": [2, 0]},
            {"op": "less", "of": [0, 3]}, {"op": "where", "of": [4, 0, 3]},
            {"op": "full", "dtype": "int32", "shape": [7, 5], "value": 3},
            {"op": "floor-div", "of": [5, 6]}, {"op": "floor-mod", "of": [7, 6]},
            {"op": "trunc-div", "of": [8, 6]},
            {"op": "pad", "of": [9], "sides": [[1, 0], [0, 1]], "value": 2},
            {"op": "shrink", "of": [10], "sides": [[0, 8], [1, 6]]},
            {"op": "flip", "of": [11], "axes": [1]}, {"op": "triu", "of": [12], "diagonal": 1},
            {"op": "permute", "of": [13], "axes": [1, 0]},
            {"op": "reshape", "of": [14], "shape": [5, 8, 1]},
            {"op": "expand", "of": [15], "shape": [5, 8, 2]},
            {"op": "repeat", "of": [16], "counts": [1, 2, 1]},
            {"op": "stack", "of": [17, 17], "axis": 0},
            {"op": "concatenate", "of": [18, 18], "axis": 1},
            {"op": "contiguous", "of": [19]}, {"op": "argmax", "of": [20], "axis": 2},
            {"op": "reduce-min", "of": [21], "axes": [0]},
            {"op": "prod", "of": [22], "axes": [1], "dtype": "int64"},
            {"op": "range", "dtype": "int32", "shape": [3]},
        )
        answer, = self._lowered(program(*steps[:23]))
        self.assertEqual(["y", "int64", 10], [
            answer["memories"][0][key] for key in ("name", "dtype", "elements")])
        product = {"op": "matmul", "of": [0, 1], "dtype": "int64"}
        turned = {"op": "permute", "of": [0], "axes": [1, 0]}
        answer, = self._lowered(program(turned, product))
        self.assertEqual(["int64", 49], [answer["memories"][0][key] for key in (
            "dtype", "elements")])
        bits = {"op": "bitcast", "of": [0], "dtype": "float32"}
        answer, = self._lowered(program(bits, {"op": "neg", "of": [1]}))
        self.assertEqual("float32", answer["memories"][0]["dtype"])
        gather = {"op": "gather", "of": [0, 1]}
        answer, = self._lowered(program({**steps[23]}, gather))
        self.assertEqual(15, answer["memories"][0]["elements"])

    def test_options_take_the_place_of_the_heuristic(self):
        total = {"op": "sum", "of": [0], "axes": [1], "dtype": "int32"}
        plain, none, forced, again = (
            [kernel["options"] for kernel in answer["kernels"]] for answer in self._lowered(
                program(total), program(total, options=["NOOPT"]),
                program(total, options=["LOCAL:9:2", "UPCAST:0:7"]), program(total)))
        self.assertEqual([[]], none)
        self.assertEqual([["UPCAST 0 7"]], forced)
        self.assertNotIn(plain, (none, forced))
        self.assertEqual(plain, again)

    def test_tensor_cores_are_taken_where_they_fit(self):
        product = {"op": "matmul", "of": [0, 1], "dtype": "float32"}
        turned = {"op": "permute", "of": [0], "axes": [1, 0]}
        answer, = self._lowered(
            program(turned, product, dtype="float16", shape=(8, 8), options=["TC:0:0"]))
        self.assertEqual([["TC 0 -1,0,1"]], [k["options"] for k in answer["kernels"]])
        self.assertIn("simdgroup", answer["kernels"][0]["source"])

    def test_what_a_checkout_does_not_know_is_unsupported(self):
        shift, unknown = self._lowered(
            program({"op": "shl", "of": [0, 0]}, dtype="uint8"),
            program({"op": "dance", "of": [0]}))
        self.assertEqual({"id": 1, "unsupported": "operation dance"}, unknown)
        self.assertTrue("kernels" in shift or "unsupported" in shift, shift)

    def test_rules_of_a_program_are_told_refused_and_judged(self):
        total = program({"op": "sum", "of": [0], "axes": [1], "dtype": "int64"}, options=["NOOPT"])
        with Worker() as worker:
            told = worker.ask(id=1, do="lower", path="direct", program=total, tell=["rules"])
            self.assertGreater(len(told["rules"]), 10)
            refused = worker.ask(
                id=2, do="lower", path="direct", program=total, refuse=told["rules"][:1],
                tell=["rules"])
            self.assertNotIn(told["rules"][0], refused.get("rules", ()))
            judged = worker.ask(id=3, do="blame", path="direct", program=total)
        self.assertGreater(judged["judged"], 10)
        self.assertEqual([[]], [kernel["options"] for kernel in told["kernels"]])

    def test_what_makes_no_kernel_is_unsupported(self):
        view, unknown, alone = self._lowered(
            program({"op": "reshape", "of": [0], "shape": [35]}),
            program({"op": "neg", "of": [0]}, options=["FASTER:0:1"]),
            {"inputs": [], "steps": [{"op": "range", "dtype": "int32", "shape": [3]}]})
        for answer in (view, unknown, alone):
            self.assertIn("unsupported", answer)


if __name__ == "__main__":
    unittest.main()
