package winofuzz.fuzz.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.interpret.Values;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.metal.Launch;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.sim.SimDevice;

/** What index arithmetic tells of a kernel's accesses is what the kernel does. */
class KernelAccessesTest {
  private static final List<String> CASES =
      List.of(
          "cin=3,h=10,w=10,cout=4,pad=1",
          "cin=16,h=24,w=24,cout=16,pad=1",
          "batch=2,cin=4,h=9,w=13,cout=6,pad=0,groups=2",
          "cin=1,h=7,w=8,cout=3,pad=1/0/2/1",
          "cin=8,h=12,w=12,cout=8,pad=1,dtype=float16",
          "batch=4,cin=16,h=6,w=6,cout=16,pad=0,dtype=float16",
          "cin=2,d=5,h=6,w=6,cout=2,pad=1",
          "batch=3,cin=5,h=17,w=4,cout=7,pad=1,dtype=bfloat16");

  private record Row(int argument, AccessSite.Direction direction, AccessTrace.Counts counts) {}

  @Test
  void theCountsAreThoseOfARun() {
    int kernels = 0;
    Map<AccessPattern.Lanes, Integer> kinds = new TreeMap<>();
    for (int i = 0; i < CASES.size(); i++) {
      String text = CASES.get(i);
      Convolution c = CaseText.parse(text).convolution();
      Target target = i % 2 == 0 ? Target.APPLE : Target.APPLE_NOTC;
      for (LoweringPath path : LoweringPath.BUILTIN) {
        LoweredCase lowered = new BuiltinCompiler().lower(c, path, Set.of(), target);
        List<Kernel> programs = ((Program.Scheduled) lowered.program(Stage.LINEAR)).kernels();
        List<Launch> launches = launches(lowered, c);
        for (int k = 0; k < launches.size(); k++) {
          List<AccessPattern> found = KernelAccesses.of((Kernel.Linear) programs.get(k).body());
          String what = text + " " + path + " " + target.label() + " kernel " + k;
          assertEquals(traced(launches.get(k)), rows(found), what);
          found.forEach(p -> kinds.merge(p.lanes(), 1, Integer::sum));
          kernels++;
        }
      }
    }
    assertTrue(kernels >= 50, "kernels: " + kernels);
    assertEquals(AccessPattern.Lanes.values().length, kinds.size(), kinds::toString);
  }

  @Test
  void whatWasLoadedIsNoIndexToReckonWith() {
    UOp out = buffer(0);
    UOp chosen = buffer(1).at(UOp.index(0)).withDType(DType.INT32).load();
    UOp store = out.at(chosen).store(UOp.constant(DType.INT32, 1), List.of());
    Kernel.Linear kernel = new Kernel.Linear(store.toposort());
    assertThrows(UnknownAddressException.class, () -> KernelAccesses.of(kernel));
  }

  private static UOp buffer(int slot) {
    return UOp.of(
        Op.DEFINE_GLOBAL, DType.INT32.pointer(AddressSpace.GLOBAL, 4), new Arg.Slot(slot));
  }

  private static List<Launch> launches(LoweredCase lowered, Convolution c) {
    return lowered
        .bundles(new SimDevice(), values(c, c.inputShape()), values(c, c.weightShape()))
        .stream()
        .map(Bundle::launch)
        .toList();
  }

  private static Values values(Convolution c, List<Integer> shape) {
    float[] elements = new float[(int) Convolution.product(shape)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i % 7 - 3;
    }
    return Values.of(c.dtype(), elements);
  }

  private static List<Row> traced(Launch launch) {
    List<Row> rows = new ArrayList<>();
    AccessTrace.of(launch)
        .forEach((line, counts) -> rows.add(new Row(line.argument(), line.direction(), counts)));
    return sorted(rows);
  }

  private static List<Row> rows(List<AccessPattern> patterns) {
    List<Row> rows = new ArrayList<>();
    for (AccessPattern p : patterns) {
      if (p.executions() > 0) {
        rows.add(
            new Row(
                p.site().argument(),
                p.site().direction(),
                new AccessTrace.Counts(p.executions(), p.needed(), p.sectors32(), p.sectors128())));
      }
    }
    return sorted(rows);
  }

  private static List<Row> sorted(List<Row> rows) {
    rows.sort(
        Comparator.comparing(Row::argument)
            .thenComparing(Row::direction)
            .thenComparing(
                Row::counts,
                Comparator.comparing(AccessTrace.Counts::executions)
                    .thenComparing(AccessTrace.Counts::needed)
                    .thenComparing(AccessTrace.Counts::sectors32)
                    .thenComparing(AccessTrace.Counts::sectors128)));
    return rows;
  }
}
