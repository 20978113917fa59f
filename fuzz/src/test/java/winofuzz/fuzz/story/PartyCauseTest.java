package winofuzz.fuzz.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.fuzz.fault.WrongLine;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.oracle.Attribution;
import winofuzz.fuzz.story.Story.Cause;
import winofuzz.ir.Op;

final class PartyCauseTest {
  private static final WrongLine LINE =
      new WrongLine(
          "r_4",
          7,
          "float alu0 = val0*0.5f;",
          WrongLine.Manner.COMPUTES,
          Op.MUL,
          "data#1[0] * 1/2",
          "the interpreter has 1.0, the device 2.0");

  @Test
  void whoIsAtFaultIsToldWithTheLine() {
    Attribution device =
        new Attribution(List.of("sim"), new Blame("sim", ""), "the line comes to 1.0", LINE);
    assertEquals(
        new Cause(
            "device sim",
            "Device sim is at fault. Line 7 of kernel r_4 computes wrongly,"
                + " \"float alu0 = val0*0.5f;\", written for data#1[0] * 1/2:"
                + " the interpreter has 1.0, the device 2.0.",
            "The line comes to 1.0."),
        PartyCause.of(device));
  }

  @Test
  void whatIsNotDecidedIsSaid() {
    Attribution either =
        new Attribution(
            List.of("sim", Blame.INTERPRETER), Blame.NONE, "no other device is here", null);
    assertEquals(
        new Cause(
            "device sim or interpreter, not decided",
            "It is not decided whether device sim or the interpreter is at fault.",
            "No other device is here."),
        PartyCause.of(either));
  }
}
