"""Tests with the checkout of tinygrad that WINOFUZZ_TINYGRAD names."""

import unittest

import support
from support import Worker, case, with_checkout

RECORDED = """
from winofuzz_tinygrad import recorder, standin
record = recorder.Recorder()
standin.install(record)
from tinygrad import Device, Tensor
"""


@with_checkout
class StandInTest(unittest.TestCase):

    def test_the_default_device_is_the_stand_in(self):
        text = RECORDED + "print(Device.DEFAULT, type(Device.default.allocator).__module__)"
        self.assertEqual("METAL tinygrad.runtime.ops_metal", support.python(text).strip())

    def test_a_launch_is_recorded_with_the_place_of_its_realization(self):
        text = RECORDED + """
a = Tensor.empty(4).realize()
(a + 1).realize()
launch = record.events[-1]
print(len(launch.arguments), "kernel void" in launch.source, launch.callsite.place)
"""
        self.assertEqual("2 True <string>:8", support.python(text).strip())

    def test_tensor_cores_are_on_unless_switched_off(self):
        text = RECORDED + "print(len(Device.default.renderer.tensor_cores) > 0)"
        self.assertEqual("True", support.python(text).strip())
        off = support.python(text, WINOFUZZ_TENSOR_CORES="0")
        self.assertEqual("False", off.strip())


@with_checkout
class WorkerTest(unittest.TestCase):

    def test_both_paths_lower_a_convolution(self):
        with Worker() as worker:
            self.assertEqual(["direct", "wino"], worker.greeting["paths"])
            direct, wino = (worker.lower(path, case()) for path in worker.greeting["paths"])
        self.assertEqual(["y", "x", "w"], [m["name"] for m in direct["memories"]])
        self.assertEqual([128, 144, 288], [m["elements"] for m in direct["memories"]])
        self.assertIs(False, direct["winograd"])
        self.assertIs(True, wino["winograd"])
        self.assertGreater(len(wino["kernels"]), len(direct["kernels"]))

    def test_an_output_that_is_a_constant_is_written(self):
        # Each window sees nothing but padding.
        sees_padding = case(h=1, w=1, pad=[2, 2, 2, 2], kernel=[2, 2], dilation=[3, 3])
        with Worker() as worker:
            answer = worker.lower("direct", sees_padding)
        self.assertEqual(1, len(answer["kernels"]))

    def test_an_answer_does_not_depend_on_what_came_before(self):
        others = case(h=7, dtype="float16"), case(cout=4)
        with Worker() as first, Worker() as second:
            for other in others:
                first.lower("direct", other)
            answers = [worker.lower("direct", case()) for worker in (first, first, second)]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0], answers[2])

    def test_padding_is_top_bottom_left_right(self):
        padded = case(pad=[0, 0, 1, 2], kernel=[1, 1])
        with Worker() as worker:
            answer = worker.lower("direct", padded)
        self.assertEqual(8 * 6 * 9, answer["memories"][0]["elements"])

    def test_an_error_of_the_checkout_has_its_place(self):
        with Worker() as worker:
            answer = worker.lower("direct", case(stride=[0, 0]))
        self.assertRegex(answer["error"], r"^\w+: ")
        self.assertRegex(answer["place"], r"^tinygrad/.*\.py:\d+$")

    def test_silence_is_answered_and_the_next_case_is_lowered(self):
        with Worker("--time-limit", "0.01", "--path", "direct") as worker:
            self.assertIn("silent for 0.01 seconds", worker.lower("direct", case())["error"])
            self.assertIn("silent for 0.01 seconds", worker.lower("direct", case())["error"])

    def test_a_death_is_answered_with_what_was_said_last(self):
        # Python does not start with this value.
        with Worker("--path", "broken:PYTHONHASHSEED=what") as worker:
            error = worker.lower("broken", case())["error"]
        self.assertIn("tinygrad exited with status 1", error)
        self.assertIn("PYTHONHASHSEED", error)

    def test_a_path_that_was_not_asked_for_is_an_error(self):
        with Worker("--path", "direct") as worker:
            self.assertEqual({"id": 1, "error": "unknown path 'wino'"},
                             worker.lower("wino", case()))


if __name__ == "__main__":
    unittest.main()
