package winofuzz.fuzz.selftest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.interpret.Values;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;

/**
 * A compiler under test with defects in it or in its devices, which counts how often they changed
 * something. How a device computes is asked of the device without a defect, as that is what it
 * ought to do. Any number of threads may use it at once.
 */
final class PlantedCompiler implements CompilerUnderTest {
  private final Set<Defect> switches;
  private final BuiltinCompiler compiler;
  private final Function<String, Device> devices;
  private final boolean blames;
  private final LongAdder planted = new LongAdder();

  /**
   * Plants a defect.
   *
   * @param blames whether it finds what is to blame for a wrong result, which takes as long as many
   *     cases; where one defect is planted, no other can be meant
   */
  PlantedCompiler(Plant plant, boolean blames) {
    this(List.of(plant), blames);
  }

  /** Plants several defects, each on top of those before it. */
  PlantedCompiler(List<Plant> plants, boolean blames) {
    this.blames = blames;
    this.switches =
        plants.stream()
            .flatMap(
                p -> p instanceof Plant.Switch(Defect defect) ? Stream.of(defect) : Stream.of())
            .collect(Collectors.toSet());
    BuiltinCompiler wrong = new BuiltinCompiler();
    Function<String, Device> wrongDevices = DeviceList::get;
    for (Plant plant : plants) {
      wrong = inCompiler(wrong, plant);
      wrongDevices = inDevices(wrongDevices, plant);
    }
    this.compiler = wrong;
    this.devices = wrongDevices;
  }

  private BuiltinCompiler inCompiler(BuiltinCompiler right, Plant plant) {
    return switch (plant) {
      case Plant.OfRule rule ->
          right.withRule(
              rule::applies, (before, after) -> counted(after, rule.wrong().apply(before, after)));
      case Plant.OfPass pass ->
          right.withPass(pass.pass(), graph -> counted(graph, pass.wrong().apply(graph)));
      case Plant.Switch _,
          Plant.OfText _,
          Plant.OfLaunch _,
          Plant.OfOutcome _,
          Plant.OfArithmetic _ ->
          right;
    };
  }

  private Function<String, Device> inDevices(Function<String, Device> right, Plant plant) {
    return switch (plant) {
      case Plant.Switch _, Plant.OfRule _, Plant.OfPass _ -> right;
      case Plant.OfText(UnaryOperator<String> text) ->
          name -> before(right.apply(name), launch -> withSource(launch, text));
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

  private static Launch withSource(Launch launch, UnaryOperator<String> edit) {
    return new Launch(
        edit.apply(launch.source()),
        launch.kernel(),
        launch.threadgroups(),
        launch.threads(),
        launch.arguments());
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
    return compiler.name();
  }

  @Override
  public List<LoweringPath> paths() {
    return compiler.paths();
  }

  @Override
  public List<LoweringPath> compared() {
    return compiler.compared();
  }

  @Override
  public LoweredCase lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    if (!switches.isEmpty()) {
      planted.increment();
    }
    return new Planted(
        compiler.lower(convolution, path, switches.isEmpty() ? defects : switches, target));
  }

  @Override
  public Firing firing(Convolution convolution, LoweringPath path) {
    return compiler.firing(convolution, path);
  }

  @Override
  public int rulesTotal() {
    return compiler.rulesTotal();
  }

  /** A lowered case whose culprit is looked for with the defect planted. */
  private final class Planted extends ForwardingLoweredCase {
    Planted(LoweredCase lowered) {
      super(lowered);
    }

    @Override
    public Optional<Culprit> culprit(
        Set<StageFault> bugs, Values activation, Values weight, Values expected) {
      return blames ? super.culprit(bugs, activation, weight, expected) : Optional.empty();
    }

    @Override
    public Optional<LoweredCase> without(String rule) {
      return super.without(rule).map(Planted::new);
    }
  }
}
