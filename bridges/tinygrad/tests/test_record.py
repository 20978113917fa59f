"""Tests how a record becomes an answer."""

import unittest

import support  # noqa: F401
from winofuzz_tinygrad import record
from winofuzz_tinygrad.callsite import Callsite
from winofuzz_tinygrad.recorder import Recorder
from winofuzz_tinygrad.standin import Launch, Part


class RecordTest(unittest.TestCase):

    def setUp(self):
        self.recorder = Recorder()
        self.x, self.w, self.y = (self._whole(16) for _ in range(3))

    def _whole(self, size):
        return Part(self.recorder.allocate(size), 0, size)

    def _launch(self, name, *arguments, options=None):
        text = f"kernel void {name}(" + ", ".join("device half* a" for _ in arguments) + ") {}"
        callsite = Callsite(None, options=options)
        self.recorder.launch(Launch(text, name, (1, 1, 1), (4, 1, 1), arguments, callsite))

    def _answer(self):
        parts = {"y": self.y, "x": self.x, "w": self.w}
        tensors = {name: record.Tensor(part, "float32") for name, part in parts.items()}
        return record.answer(self.recorder.events, tensors)

    def test_roles(self):
        constant, between = self._whole(4), self._whole(8)
        self.recorder.write(constant.memory, 0, memoryview(b"\1\2\3\4"))
        self._launch("E_1", between, self.x, self.w, constant)
        self._launch("E_2", self.y, between)
        roles = [(m["name"], m["role"], m["elements"]) for m in self._answer()["memories"]]
        expected = [
            ("y", "output", 4), ("x", "input", 4), ("w", "input", 4),
            ("t1", "intermediate", 4), ("t2", "constant", 2)]
        self.assertEqual(expected, roles)
        self.assertEqual("AQIDBA==", self._answer()["memories"][4]["contents"])

    def test_parts_and_values(self):
        arena = self._whole(64)
        self._launch("E_1", self.y, Part(arena.memory, 16, 32), 7, options=("UPCAST 0 4",))
        kernel, = self._answer()["kernels"]
        expected = [{"memory": 0}, {"memory": 3, "offset": 16, "size": 32}, {"value": 7}]
        self.assertEqual(expected, kernel["arguments"])
        self.assertEqual(["UPCAST 0 4"], kernel["options"])

    def test_numbers_that_history_gave_are_dropped(self):
        self._launch("E_4n3", self.y)
        self._launch("E_4n3", self.x)
        self._launch("E_4n5", self.y, self.x)
        kernels = self._answer()["kernels"]
        self.assertEqual(["E_4", "E_4", "E_4n1"], [kernel["name"] for kernel in kernels])
        self.assertIn("void E_4n1(", kernels[2]["source"])

    def test_a_copy_without_a_kernel_is_not_representable(self):
        self.recorder.copy(self.x, self.y)
        with self.assertRaisesRegex(record.NotRepresentable, "without a kernel"):
            self._answer()

    def test_a_write_after_use_is_not_representable(self):
        between = self._whole(4)
        self._launch("E_1", between)
        self.recorder.write(between.memory, 0, memoryview(b"\0\0\0\0"))
        with self.assertRaisesRegex(record.NotRepresentable, "a copy into"):
            self._answer()


if __name__ == "__main__":
    unittest.main()
