package winofuzz.fuzz.oracle;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.CompilerUnderTest.Firing;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.LoweredCase.StageResult;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.FieldConvolution;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Fidelity;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.metal.Device;
import winofuzz.metal.Violation;
import winofuzz.number.NumericProfile;
import winofuzz.number.PrimeField;
import winofuzz.number.Rational;

/**
 * Engines that compute convolutions in a few loops and break in the ways of the published defects,
 * so that the oracle can be tested without the engines. Overridden where a test wants another
 * fault.
 */
public class FakeCompiler implements CompilerUnderTest {
  private static final List<Stage> STAGES =
      List.of(Stage.TENSOR, Stage.RANGED, Stage.KERNEL, Stage.LINEAR);

  /** Makes something else of a convolution that can be lowered. */
  public interface Lowering {
    LoweredCase lowered(Convolution c, LoweringPath path, Set<Defect> defects);
  }

  /** Returns engines that make something else of convolutions, and lower all of them. */
  public static FakeCompiler of(Lowering lowering) {
    return new FakeCompiler() {
      @Override
      public LoweredCase lower(
          Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
        return lowering.lowered(c, path, defects);
      }
    };
  }

  @Override
  public LoweredCase lower(Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
    Axis h = c.spatial().getFirst();
    Axis w = c.spatial().getLast();
    if (path.equals(LoweringPath.OLD)
        && defects.contains(Defect.PAD_ORDER)
        && h.output() % 4 != w.output() % 4) {
      throw new LoweringException("invalid shrink", new IllegalStateException());
    }
    return new FakeLowered(c, path, defects);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<LoweringPath> paths() {
    return LoweringPath.BUILTIN;
  }

  @Override
  public List<LoweringPath> compared() {
    return List.of(LoweringPath.OLD, LoweringPath.HYBRID);
  }

  @Override
  public Firing firing(Convolution c, LoweringPath path) {
    return isWinograd(c, path) ? Firing.REQUIRED : Firing.FORBIDDEN;
  }

  private static boolean rewrites(LoweringPath path) {
    return !path.equals(LoweringPath.DIRECT) && !path.equals(LoweringPath.OLD);
  }

  private static boolean isWinograd(Convolution c, LoweringPath path) {
    return path.equals(LoweringPath.OLD)
        ? c.spatial().stream()
            .allMatch(a -> a.kernel() == 3 && a.stride() == 1 && a.dilation() == 1)
        : !path.equals(LoweringPath.DIRECT) && c.isWinograd();
  }

  @Override
  public int rulesTotal() {
    return 7;
  }

  /** What a path makes of it. */
  public static class FakeLowered implements LoweredCase {
    protected final Convolution convolution;
    protected final LoweringPath path;
    protected final Set<Defect> defects;

    /** What is known of the inputs that were asked about last. */
    private final Map<Semantics, Values> known = new EnumMap<>(Semantics.class);

    private @Nullable Values knownOf;

    public FakeLowered(Convolution convolution, LoweringPath path, Set<Defect> defects) {
      this.convolution = convolution;
      this.path = path;
      this.defects = defects;
    }

    @Override
    public Optional<Boolean> isWinograd() {
      return Optional.of(FakeCompiler.isWinograd(convolution, path));
    }

    @Override
    public Optional<DType> accumulator() {
      return Optional.of(DType.FLOAT32);
    }

    @Override
    public List<CompiledKernel> kernels() {
      return List.of();
    }

    @Override
    public List<Memory> memories() {
      return List.of(
          memory("y", convolution.outputShape(), Memory.Role.OUTPUT),
          memory(ACTIVATION, convolution.inputShape(), Memory.Role.INPUT),
          memory(WEIGHT, convolution.weightShape(), Memory.Role.INPUT));
    }

    private Memory memory(String name, List<Integer> shape, Memory.Role role) {
      return new Memory(name, convolution.dtype(), Convolution.product(shape), role);
    }

    @Override
    public Optional<Culprit> culprit(Set<StageFault> faults, Values x, Values w, Values expected) {
      boolean faulty = rewrites(path) && !defects.isEmpty();
      return faulty && !faults.isEmpty()
          ? Optional.of(culprit(faults.contains(StageFault.VALUE) ? "reverse" : "read"))
          : Optional.empty();
    }

    private static Culprit culprit(String rule) {
      UOp node = UOp.sink();
      return new Culprit(
          Stage.RANGED,
          new Culprit.Place("rewrite", "rewrite"),
          new Culprit.Application(
              new Culprit.Place(rule, rule), 0, expression(node), expression(node), ""),
          "");
    }

    private static Culprit.Expression expression(UOp node) {
      return new Culprit.Expression(node.toString(), 1);
    }

    @Override
    public List<Stage> stages() {
      return STAGES;
    }

    private Values convolved(Values x, Values w, Semantics semantics) {
      if (knownOf != x) {
        knownOf = x;
        known.clear();
      }
      return known.computeIfAbsent(semantics, s -> convolve(convolution, x, w, s));
    }

    @Override
    public Program program(Stage stage) {
      throw new UnsupportedCaseException("there are no graphs");
    }

    @Override
    public StageResult evaluate(
        Stage stage, Semantics semantics, NumericProfile profile, Values x, Values w) {
      Values y = convolved(x, w, semantics);
      boolean misplaced =
          path.equals(LoweringPath.HYBRID)
              && defects.contains(Defect.INDEX_ORDER)
              && convolution.cout() > 1
              && stage != Stage.TENSOR;
      return new StageResult(misplaced ? reversed(y) : y, List.of());
    }

    @Override
    public Execution run(Device device, Values x, Values w) {
      boolean unpadded = convolution.spatial().stream().anyMatch(a -> a.padAfter() == 0);
      boolean faulty = rewrites(path) && defects.contains(Defect.UNGATED_READS) && unpadded;
      return new Execution.Finished(
          evaluate(Stage.LINEAR, Semantics.IEEE, NumericProfile.STRICT, x, w).output(),
          faulty ? List.of(new Fault(Violation.Kind.READ_OUT_OF_BOUNDS, "line 3")) : List.of());
    }

    @Override
    public Fidelity fidelity(Stage stage) {
      return switch (stage) {
        case RANGED -> rewrites(path) ? Fidelity.NONE : Fidelity.BITS;
        case KERNEL -> Fidelity.NUMBERS;
        case TENSOR, OPTIMIZED, LINEAR, METAL -> Fidelity.NONE;
      };
    }

    @Override
    public List<LaunchShape> launches() {
      List<Integer> groups =
          path.equals(LoweringPath.OLD)
              ? List.of(1, 2, convolution.cout())
              : List.of(convolution.cout(), 1, 2);
      return List.of(new LaunchShape("k_" + path.label(), groups, List.of(1, 1, 1)));
    }

    @Override
    public List<List<String>> options() {
      return List.of(List.of("UPCAST 0 " + convolution.cout(), "LOCAL 1 4"));
    }

    @Override
    public Set<String> rules() {
      return Set.of("lower " + path.label());
    }
  }

  /** The elements in reverse, all larger by one; what bounds there are stay where they are. */
  public static Values reversed(Values y) {
    if (y instanceof Values.Residues residues) {
      long[] reversed = residues.toArray();
      for (int i = 0; i < reversed.length; i++) {
        reversed[i] = PrimeField.add(residues.residueAt(reversed.length - 1 - i), 1);
      }
      return Values.residues(residues.dtype(), reversed, residues.degree());
    }
    double[] result = new double[y.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = y.at(result.length - 1 - i) + 1;
    }
    Values numbers = Values.of(result);
    return y instanceof Values.Bounded bounded
        ? Values.bounded(numbers, ((Values.Doubles) bounded.bounds()).toArray())
        : numbers;
  }

  /**
   * The convolution in the plainest order; a bound is what rounding to float32 lost and a little
   * more.
   */
  public static Values convolve(Convolution c, Values x, Values w, Semantics semantics) {
    if (semantics == Semantics.EXACT) {
      return ExactConvolution.evaluate(c, x, w);
    }
    if (semantics == Semantics.FIELD) {
      return FieldConvolution.evaluate(c, (Values.Residues) x, (Values.Residues) w);
    }
    double[] y = new double[Math.toIntExact(Convolution.product(c.outputShape()))];
    double[] bounds = new double[y.length];
    int in = c.cin() / c.groups();
    int out = c.cout() / c.groups();
    int[][] taps = new int[w.size() / c.cout()][];
    for (int tap = 0; tap < taps.length; tap++) {
      taps[tap] = coordinates(tap, c.weightShape());
    }
    int[] read = new int[c.inputShape().size()];
    for (int i = 0; i < y.length; i++) {
      int[] at = coordinates(i, c.outputShape());
      double sum = 0;
      double lost = 0;
      for (int tap = 0; tap < taps.length; tap++) {
        int weight = at[1] * taps.length + tap;
        int[] from = taps[tap];
        read[0] = at[0];
        read[1] = at[1] / out * in + from[1];
        for (int axis = 0; axis < c.spatial().size(); axis++) {
          Axis a = c.spatial().get(axis);
          read[2 + axis] =
              at[2 + axis] * a.stride() + from[2 + axis] * a.dilation() - a.padBefore();
        }
        int element = element(read, c.inputShape());
        if (element >= 0) {
          sum += x.at(element) * w.at(weight);
          float rounded = (float) sum;
          lost += Math.abs(sum - rounded) + 0x1p-50 * Math.abs(sum);
          sum = rounded;
        }
      }
      y[i] = rounded(c.dtype(), sum);
      bounds[i] = lost + Math.abs(y[i] - sum);
    }
    return semantics == Semantics.BOUND ? Values.bounded(Values.of(y), bounds) : Values.of(y);
  }

  private static double rounded(DType dtype, double value) {
    return dtype.equals(DType.FLOAT32) || !Double.isFinite(value)
        ? value
        : Drawing.format(dtype).round(Rational.of(value));
  }

  private static int[] coordinates(int element, List<Integer> shape) {
    int[] result = new int[shape.size()];
    int rest = element;
    for (int axis = result.length - 1; axis >= 0; axis--) {
      result[axis] = rest % shape.get(axis);
      rest /= shape.get(axis);
    }
    return result;
  }

  /** Where some coordinates are in a row-major array; -1 where they are outside. */
  private static int element(int[] at, List<Integer> shape) {
    int result = 0;
    for (int axis = 0; axis < at.length; axis++) {
      if (at[axis] < 0 || at[axis] >= shape.get(axis)) {
        return -1;
      }
      result = result * shape.get(axis) + at[axis];
    }
    return result;
  }
}
