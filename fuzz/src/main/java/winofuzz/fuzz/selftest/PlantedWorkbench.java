package winofuzz.fuzz.selftest;

import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.PassObserver;
import winofuzz.compiler.rewrite.RewriteObserver;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.engine.DeviceList;
import winofuzz.fuzz.engine.EngineWorkbench;
import winofuzz.fuzz.oracle.Blame;
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.interpret.Values;
import winofuzz.ir.UOp;
import winofuzz.metal.Device;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;
import winofuzz.number.NumericProfile;

/**
 * The engines with a defect in them, which counts how often it changed something. How a device
 * computes is asked of the device without the defect: that is what it ought to do. Any number of
 * threads may use it at once.
 */
final class PlantedWorkbench implements Workbench {
  private final Plant plant;
  private final Workbench right;
  private final Workbench wrong;
  private final boolean blames;
  private final LongAdder planted = new LongAdder();

  /**
   * Plants a defect.
   *
   * @param right the engines without it
   * @param blames whether it says whose fault a wrong result is, which takes as long as many cases;
   *     where one defect is planted, no other can be meant
   */
  PlantedWorkbench(Plant plant, EngineWorkbench right, boolean blames) {
    this.plant = plant;
    this.blames = blames;
    this.right = right;
    this.wrong =
        switch (plant) {
          case Plant.Switch _ -> right;
          case Plant.OfRule rule -> observed(Observation.NONE.withRewrites(new WrongRule(rule)));
          case Plant.OfPass pass -> observed(Observation.NONE.withPasses(wrong(pass)));
          case Plant.OfText(UnaryOperator<String> text) ->
              with(device -> before(device, launch -> withSource(launch, text)));
          case Plant.OfLaunch(UnaryOperator<Launch> edit) -> with(device -> before(device, edit));
          case Plant.OfOutcome(UnaryOperator<Outcome> edit) -> with(device -> after(device, edit));
          case Plant.OfArithmetic(winofuzz.metal.NumericProfile profile) -> {
            Device device = new SimDevice(SimOptions.DEFAULT.withProfile(profile));
            yield new EngineWorkbench(
                name -> new PlantedDevice(device, this::counted, UnaryOperator.identity()));
          }
        };
  }

  /** How often the defect changed something so far. */
  long planted() {
    return planted.sum();
  }

  private static EngineWorkbench with(UnaryOperator<Device> change) {
    return new EngineWorkbench(name -> change.apply(DeviceList.get(name)));
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

  @Override
  public Lowered lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    return countedSwitch(wrong.lower(convolution, path, switched(defects), target));
  }

  private Set<Defect> switched(Set<Defect> defects) {
    return plant instanceof Plant.Switch(Defect defect) ? Set.of(defect) : defects;
  }

  /** Counts a defect of the compiler that was switched on, once it gave something. */
  private <T> T countedSwitch(T given) {
    return plant instanceof Plant.Switch ? counted(given) : given;
  }

  private static EngineWorkbench observed(Observation observation) {
    return new EngineWorkbench(DeviceList::get, observation);
  }

  /** Makes what a pass leaves wrong. */
  private PassObserver wrong(Plant.OfPass plant) {
    return (pass, before, after) ->
        pass.name().equals(plant.pass())
            ? after.mapGraphs(graph -> counted(graph, plant.wrong().apply(graph)))
            : after;
  }

  /** Makes the replacements of a rule wrong. */
  private final class WrongRule implements RewriteObserver {
    private final Plant.OfRule plant;

    WrongRule(Plant.OfRule plant) {
      this.plant = plant;
    }

    @Override
    public boolean allows(String rules, Rule<?> rule, UOp before, UOp after) {
      return true;
    }

    @Override
    public UOp replacement(String rules, Rule<?> rule, UOp before, UOp after) {
      return plant.applies(rules, rule.id())
          ? counted(after, plant.wrong().apply(before, after))
          : after;
    }
  }

  @Override
  public Values direct(Convolution convolution, Values activation, Values weight) {
    return right.direct(convolution, activation, weight);
  }

  @Override
  public Blame blame(
      Convolution convolution,
      LoweringPath path,
      Set<Defect> defects,
      Target target,
      Bug bug,
      Values activation,
      Values weight) {
    return blames
        ? countedSwitch(
            wrong.blame(convolution, path, switched(defects), target, bug, activation, weight))
        : Blame.NONE;
  }

  @Override
  public Firing firing(Convolution convolution, LoweringPath path) {
    return right.firing(convolution, path);
  }

  @Override
  public NumericProfile profile(String device) {
    return right.profile(device);
  }

  @Override
  public int rulesTotal() {
    return right.rulesTotal();
  }
}
