package winofuzz.fuzz.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.ForwardingLoweredCase;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Memory;
import winofuzz.ir.Stage;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.WorkLimit;
import winofuzz.number.NumericProfile;

/**
 * Of the interpreter, the text and a device, each made wrong in turn, the wrong one is at fault.
 */
final class AttributionTest {
  private static final String CASE = "batch=1,cin=2,h=4,w=4,cout=1,pad=1";
  private static final String ROWS = "batch=1,cin=4,h=1,w=4,cout=1,kernel=1,inputs=real:1";
  private static final List<String> ALONE = List.of("sim");
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  // *** the device

  @ParameterizedTest
  @CsvSource({"1.5f", "1.0000001f"})
  void aWrongMultiplyIsTheDevicesWithoutAnother(String factor) {
    UnaryOperator<Device> multiplying = running("([\\d.]+f)\\*(val\\d+)", "($1*$2*" + factor + ")");
    Finding found = only(judged(right(), multiplying, ALONE));
    assertEquals("device/old/sim/sim", found.signature().toString(), found.detail());
    assertTrue(found.detail().contains("computes wrongly"), found.detail());
  }

  @Test
  void aDeviceThatReadsAnotherElementIsToldByTheLineAndItsInstruction() {
    UnaryOperator<Device> misreading = running("(val2 = .*)4\\)", "$1(4+1))");
    Finding found = only(judged(ROWS, right(), misreading, ALONE));
    assertEquals("sim", found.signature().blame().toString(), found.detail());
    assertTrue(found.detail().contains("reads wrongly, \"float val2 = *(data1"), found.detail());
    assertTrue(found.detail().contains("written for data#1["), found.detail());
  }

  @Test
  void whatIsLostAfterTheLastLineIsTheDevices() {
    UnaryOperator<Device> doubling =
        device -> new Edited(device, launch -> launch, AttributionTest::doubled);
    List<Finding> found = judged(ROWS, right(), doubling, ALONE);
    assertEquals("sim", only(found).signature().blame().toString());
    assertTrue(
        found.getFirst().detail().contains("each line comes to the right value"),
        found.getFirst().detail());
  }

  // *** the text

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          batch=1,cin=2,h=4,w=4,cout=1,pad=1  | 0\\.16666667f      | 0.1667f   | CONST
          batch=1,cin=33,h=3,w=3,cout=1,kernel=2 | (ridx\\w+) <  | $1 <=     | RANGE
          batch=1,cin=2,h=4,w=4,cout=1,pad=1  | float (val\\d+) = | half $1 = | LOAD
          """)
  void aTextThatSaysSomethingElseIsTheRenderers(
      String spec, String right, String wrong, String op) {
    CompilerUnderTest compiler = lowering(lowered -> new OtherText(lowered, right, wrong));
    Finding found = only(judged(spec, compiler, d -> d, ALONE));
    assertEquals("metal-text/" + op, found.signature().blame().toString(), found.detail());
    assertTrue(found.detail().contains("written for"), found.detail());
  }

  // *** the interpreter

  @ParameterizedTest
  @EnumSource(
      value = Semantics.class,
      names = {"EXACT", "IEEE"})
  void aWrongInterpreterIsNotARuleOfTheCompiler(Semantics wrong) {
    Finding found = only(judged(misread(wrong, 1.5), d -> d, ALONE));
    assertEquals("interpreter", found.signature().blame().toString(), found.detail());
  }

  @Test
  void anInterpreterThatRoundsWronglyIsConvictedByAnotherDevice() {
    assumeHost();
    Finding found = only(judged(misread(Semantics.IEEE, 1 + 0x1p-23), d -> d, DeviceList.names()));
    assertEquals("interpreter", found.signature().blame().toString(), found.detail());
  }

  @Test
  void whatCannotBeToldIsSaid() {
    Finding found = only(judged(misread(Semantics.IEEE, 1 + 0x1p-23), d -> d, ALONE));
    assertTrue(found.signature().blame().isNone(), found.signature().toString());
    assertTrue(
        found.detail().contains("not decided whether device sim or the interpreter"),
        found.detail());
  }

  // *** the compiler

  @Test
  void aWrongRuleIsStillTheCompilers() {
    Setting published =
        new Setting(List.of(LoweringPath.HYBRID), Set.of(Defect.INDEX_ORDER), Target.APPLE, "sim");
    Finding found =
        new Oracle(right(), published)
            .judge(CaseText.parse("batch=1,cin=1,h=4,w=4,cout=2,pad=0"), Target.APPLE)
            .findings()
            .getFirst();
    assertEquals("winograd/winograd", found.signature().blame().toString(), found.detail());
  }

  // *** planting

  private static List<Finding> judged(
      CompilerUnderTest compiler, UnaryOperator<Device> edit, List<String> here) {
    return judged(CASE, compiler, edit, here);
  }

  private static List<Finding> judged(
      String spec, CompilerUnderTest compiler, UnaryOperator<Device> edit, List<String> here) {
    Workbench workbench =
        new Workbench(
                compiler,
                name ->
                    name.equals("sim") ? edit.apply(DeviceList.get(name)) : DeviceList.get(name),
                DeviceList::get)
            .having(here);
    return new Oracle(workbench, SETTING).judge(CaseText.parse(spec), Target.APPLE).findings();
  }

  private static Finding only(List<Finding> found) {
    assertEquals(1, found.size(), () -> found.stream().map(Finding::signature).toList().toString());
    return found.getFirst();
  }

  private static void assumeHost() {
    Assumptions.assumeTrue(DeviceList.names().contains("host"), "no C++ compiler is here");
  }

  private static CompilerUnderTest right() {
    return new BuiltinCompiler();
  }

  private static CompilerUnderTest lowering(UnaryOperator<LoweredCase> edit) {
    return FakeCompiler.of(
        (convolution, path, defects) ->
            edit.apply(right().lower(convolution, path, defects, Target.APPLE)));
  }

  /** An interpreter whose results are too large, which a bisection takes for a wrong rule. */
  private static CompilerUnderTest misread(Semantics wrong, double factor) {
    return lowering(lowered -> new Misread(lowered, wrong, factor));
  }

  /** A device that runs something else than the text says. */
  private static UnaryOperator<Device> running(String right, String wrong) {
    return device ->
        new Edited(
            device,
            launch ->
                new Launch(
                    launch.source().replaceAll(right, wrong),
                    launch.kernel(),
                    launch.threadgroups(),
                    launch.threads(),
                    launch.arguments()),
            outcome -> outcome);
  }

  /** Numbers become twice as large on the way out of a device. */
  private static Outcome doubled(Outcome outcome) {
    if (!(outcome instanceof Outcome.Ran ran)) {
      return outcome;
    }
    SortedMap<Integer, Buffer> outputs = new TreeMap<>();
    ran.outputs()
        .forEach(
            (index, buffer) -> {
              double[] numbers = new double[buffer.length()];
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] = buffer.number(i) * (buffer.type().isFloating() ? 2 : 1);
              }
              outputs.put(index, Buffer.ofDoubles(buffer.type(), numbers));
            });
    return new Outcome.Ran(outputs, ran.time(), ran.warnings());
  }

  /** A device that runs another text, or gives another outcome. */
  private record Edited(Device device, UnaryOperator<Launch> launch, UnaryOperator<Outcome> outcome)
      implements Device {
    @Override
    public String name() {
      return device.name();
    }

    @Override
    public PreparedKernel prepare(String source, String kernel) {
      return (threadgroups, threads, arguments) ->
          run(new Launch(source, kernel, threadgroups, threads, arguments));
    }

    @Override
    public Outcome run(Launch told, WorkLimit limit) {
      return outcome.apply(device.run(launch.apply(told), limit));
    }
  }

  /** Kernels whose text is written otherwise, by a renderer that is wrong. */
  private static final class OtherText extends ForwardingLoweredCase {
    private final UnaryOperator<String> edit;

    OtherText(LoweredCase lowered, String right, String wrong) {
      super(lowered);
      this.edit = text -> text.replaceAll(right, wrong);
    }

    @Override
    public List<CompiledKernel> kernels() {
      return super.kernels().stream()
          .map(
              kernel ->
                  new CompiledKernel(
                      kernel.name(),
                      edit.apply(kernel.source()),
                      kernel.grid(),
                      kernel.arguments(),
                      kernel.options()))
          .toList();
    }

    @Override
    public Execution run(Device device, Values activation, Values weight) {
      return ofKernels().run(device, activation, weight);
    }

    private LoweredCase ofKernels() {
      return new LoweredCase() {
        @Override
        public List<CompiledKernel> kernels() {
          return OtherText.this.kernels();
        }

        @Override
        public List<Memory> memories() {
          return OtherText.this.memories();
        }
      };
    }
  }

  /** Results of an interpreter that multiplies them with a factor, and of a bisection with it. */
  private static final class Misread extends ForwardingLoweredCase {
    private final Semantics wrong;
    private final double factor;

    Misread(LoweredCase lowered, Semantics wrong, double factor) {
      super(lowered);
      this.wrong = wrong;
      this.factor = factor;
    }

    @Override
    public StageResult evaluate(
        Stage stage,
        Semantics semantics,
        NumericProfile profile,
        Values activation,
        Values weight) {
      StageResult right = super.evaluate(stage, semantics, profile, activation, weight);
      if (semantics != wrong) {
        return right;
      }
      float[] numbers = new float[right.output().size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) (right.output().at(i) * factor);
      }
      return new StageResult(Values.of(right.output().dtype(), numbers), right.faults());
    }

    @Override
    public Optional<Culprit> culprit(
        Set<StageFault> looked, Values activation, Values weight, Values expected) {
      Culprit.Application application =
          Culprit.Application.of(new Culprit.Place("winograd", "winograd"));
      return wrong == Semantics.EXACT && looked.contains(StageFault.VALUE)
          ? Optional.of(
              new Culprit(Stage.RANGED, new Culprit.Place("winograd", "winograd"), application, ""))
          : Optional.empty();
    }
  }
}
