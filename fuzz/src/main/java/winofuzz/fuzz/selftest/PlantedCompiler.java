package winofuzz.fuzz.selftest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;

/**
 * A compiler under test with a defect in it or its devices, which counts how often it changed
 * something. How a device computes is asked of the device without the defect: that is what it ought
 * to do. Any number of threads may use it at once.
 */
final class PlantedCompiler implements CompilerUnderTest {
  private final Plant plant;
  private final CompilerUnderTest right;
  private final CompilerUnderTest wrong;
  private final Function<String, Device> devices;
  private final boolean blames;
  private final LongAdder planted = new LongAdder();

  /**
   * Plants a defect.
   *
   * @param right the engines without it
   * @param blames whether it says whose fault a wrong result is, which takes as long as many cases;
   *     where one defect is planted, no other can be meant
   */
  PlantedCompiler(Plant plant, CompilerUnderTest right, boolean blames) {
    this.plant = plant;
    this.blames = blames;
    this.right = right;
    this.wrong =
        switch (plant) {
          case Plant.OfRule rule ->
              BuiltinCompiler.withRule(
                  rule::applies,
                  (before, after) -> counted(after, rule.wrong().apply(before, after)));
          case Plant.OfPass pass ->
              BuiltinCompiler.withPass(
                  pass.pass(), graph -> counted(graph, pass.wrong().apply(graph)));
          case Plant.Switch _,
              Plant.OfText _,
              Plant.OfLaunch _,
              Plant.OfOutcome _,
              Plant.OfArithmetic _ ->
              right;
        };
    this.devices =
        switch (plant) {
          case Plant.Switch _, Plant.OfRule _, Plant.OfPass _ -> DeviceList::get;
          case Plant.OfText(UnaryOperator<String> text) ->
              with(device -> before(device, launch -> withSource(launch, text)));
          case Plant.OfLaunch(UnaryOperator<Launch> edit) -> with(device -> before(device, edit));
          case Plant.OfOutcome(UnaryOperator<Outcome> edit) -> with(device -> after(device, edit));
          case Plant.OfArithmetic(winofuzz.metal.DeviceProfile profile) -> {
            Device device = new SimDevice(SimOptions.DEFAULT.withProfile(profile));
            yield name -> new PlantedDevice(device, this::counted, UnaryOperator.identity());
          }
        };
  }

  /** How often the defect changed something so far. */
  long planted() {
    return planted.sum();
  }

  private static Function<String, Device> with(UnaryOperator<Device> change) {
    return name -> change.apply(DeviceList.get(name));
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
    return right.name();
  }

  @Override
  public List<LoweringPath> paths() {
    return right.paths();
  }

  @Override
  public List<LoweringPath> compared() {
    return right.compared();
  }

  @Override
  public LoweredCase lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    LoweredCase lowered = wrong.lower(convolution, path, switched(defects), target);
    if (plant instanceof Plant.Switch) {
      planted.increment();
    }
    return new Planted(lowered);
  }

  private Set<Defect> switched(Set<Defect> defects) {
    return plant instanceof Plant.Switch(Defect defect) ? Set.of(defect) : defects;
  }

  @Override
  public Firing firing(Convolution convolution, LoweringPath path) {
    return right.firing(convolution, path);
  }

  @Override
  public int rulesTotal() {
    return right.rulesTotal();
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
  }
}
