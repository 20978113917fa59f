package winofuzz.fuzz.selftest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.pass.Draft;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.CompilerUnderTest.Firing;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.ForwardingLoweredCase;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.fuzz.lowering.LoweredCase.StageResult;
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;
import winofuzz.number.NumericProfile;

/**
 * A compiler under test with defects in it or in its devices, which counts how often they changed
 * something. How a device computes is asked of the device without a defect, as that is what it
 * ought to do. Any number of threads may use it at once.
 */
final class PlantedCompiler implements CompilerUnderTest {
  private static final BuiltinCompiler RIGHT = new BuiltinCompiler();
  private static final String TEXT_PASS = "metal text";

  private final List<Plant> plants;
  private final Function<String, Device> devices;
  private final boolean blames;
  private final LongAdder planted = new LongAdder();

  /**
   * Plants defects, each on top of those before it.
   *
   * @param blames whether it finds what is to blame for a wrong result, which takes as long as many
   *     cases
   */
  PlantedCompiler(List<Plant> plants, boolean blames) {
    this.plants = List.copyOf(plants);
    this.blames = blames;
    Function<String, Device> wrongDevices = DeviceList::get;
    for (Plant plant : plants) {
      wrongDevices = inDevices(wrongDevices, plant);
    }
    this.devices = wrongDevices;
  }

  private BuiltinCompiler inCompiler(BuiltinCompiler right, Plant plant) {
    return switch (plant) {
      case Plant.OfRule rule ->
          right.withRule(
              rule::applies, (before, after) -> counted(after, rule.wrong().apply(before, after)));
      case Plant.OfPass(String pass, UnaryOperator<Draft> wrong) ->
          right.withDraft(pass, draft -> counted(draft, wrong.apply(draft)));
      case Plant.OfText(UnaryOperator<String> wrong) ->
          right.withDraft(
              TEXT_PASS, draft -> counted(draft, KernelEdits.texts(wrong).apply(draft)));
      case Plant.Switch _,
          Plant.OfLaunch _,
          Plant.OfOutcome _,
          Plant.OfArithmetic _,
          Plant.OfProgram _,
          Plant.OfValues _,
          Plant.OnSome _ ->
          right;
    };
  }

  private Function<String, Device> inDevices(Function<String, Device> right, Plant plant) {
    return switch (plant) {
      case Plant.Switch _,
          Plant.OfRule _,
          Plant.OfPass _,
          Plant.OfText _,
          Plant.OfProgram _,
          Plant.OfValues _,
          Plant.OnSome _ ->
          right;
      case Plant.OfLaunch(UnaryOperator<Launch> edit) -> name -> before(right.apply(name), edit);
      case Plant.OfOutcome(UnaryOperator<Outcome> edit) -> name -> after(right.apply(name), edit);
      case Plant.OfArithmetic(DeviceProfile profile) -> {
        Device device = new SimDevice(SimOptions.DEFAULT.withProfile(profile));
        yield name -> new PlantedDevice(device, this::counted, UnaryOperator.identity());
      }
    };
  }

  /** How often the defect changed something so far. */
  long planted() {
    return planted.sum();
  }

  private Device before(Device device, UnaryOperator<Launch> edit) {
    return new PlantedDevice(
        device, told -> counted(told, edit.apply(told)), UnaryOperator.identity());
  }

  private Device after(Device device, UnaryOperator<Outcome> edit) {
    return new PlantedDevice(
        device, UnaryOperator.identity(), came -> counted(came, edit.apply(came)));
  }

  private <T> T counted(T there) {
    planted.increment();
    return there;
  }

  private <T> T counted(T before, T after) {
    if (!before.equals(after)) {
      planted.increment();
    }
    return after;
  }

  /** The compiler with its devices, the defect in one of them. */
  Workbench workbench() {
    return new Workbench(this, devices, DeviceList::get);
  }

  @Override
  public String name() {
    return RIGHT.name();
  }

  @Override
  public List<LoweringPath> paths() {
    return RIGHT.paths();
  }

  @Override
  public List<LoweringPath> compared() {
    return RIGHT.compared();
  }

  @Override
  public LoweredCase lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    Set<Defect> switches = EnumSet.noneOf(Defect.class);
    switches.addAll(defects);
    List<Plant> here = new ArrayList<>();
    BuiltinCompiler compiler = RIGHT;
    for (Plant plant : plants) {
      Plant there = onConvolution(plant, convolution);
      if (there instanceof Plant.Switch(Defect defect)) {
        switches.add(defect);
        planted.increment();
      }
      if (there != null) {
        here.add(there);
        compiler = inCompiler(compiler, there);
      }
    }
    return new Planted(compiler.lower(convolution, path, switches, target), here);
  }

  /** Returns what is planted for a convolution; null if nothing is. */
  private static @Nullable Plant onConvolution(Plant plant, Convolution convolution) {
    return plant instanceof Plant.OnSome(Predicate<Convolution> some, Plant there)
        ? some.test(convolution) ? there : null
        : plant;
  }

  @Override
  public Firing firing(Convolution convolution, LoweringPath path) {
    return RIGHT.firing(convolution, path);
  }

  @Override
  public int rulesTotal() {
    return RIGHT.rulesTotal();
  }

  /** A lowered case whose culprit is looked for with the defects planted. */
  private final class Planted extends ForwardingLoweredCase {
    private final List<Plant> here;

    Planted(LoweredCase lowered, List<Plant> here) {
      super(lowered);
      this.here = here;
    }

    @Override
    public Optional<Culprit> culprit(
        Set<StageFault> bugs, Values activation, Values weight, Values expected) {
      return blames ? super.culprit(bugs, activation, weight, expected) : Optional.empty();
    }

    @Override
    public Optional<Culprit> floatCulprit(
        Stage stage, Values activation, Values weight, Values before, Predicate<Values> isRight) {
      return blames
          ? super.floatCulprit(stage, activation, weight, before, isRight)
          : Optional.empty();
    }

    @Override
    public Optional<LoweredCase> without(String rule) {
      return super.without(rule).map(lowered -> new Planted(lowered, here));
    }

    @Override
    public StageResult evaluate(
        Stage stage,
        Semantics semantics,
        NumericProfile profile,
        Values activation,
        Values weight) {
      Program program = program(stage);
      for (Plant plant : here) {
        if (plant instanceof Plant.OfProgram(Semantics under, BinaryOperator<UOp> wrong)
            && under == semantics) {
          program = counted(program, ProgramEdits.each(program, wrong));
        }
      }
      LoweredCase read = new OneProgram(kernels(), memories(), program);
      StageResult result = read.evaluate(stage, semantics, profile, activation, weight);
      for (Plant plant : here) {
        if (plant instanceof Plant.OfValues(Semantics under, UnaryOperator<Values> wrong)
            && under == semantics) {
          Values there = result.output();
          result = new StageResult(counted(there, wrong.apply(there)), result.faults());
        }
      }
      return result;
    }
  }

  /** A lowered case with one program, whichever stage is asked for. */
  private record OneProgram(List<CompiledKernel> kernels, List<Memory> memories, Program program)
      implements LoweredCase {
    @Override
    public Program program(Stage stage) {
      return program;
    }
  }
}
