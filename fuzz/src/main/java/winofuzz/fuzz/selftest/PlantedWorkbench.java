package winofuzz.fuzz.selftest;

import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import winofuzz.compiler.rewrite.PassLog;
import winofuzz.compiler.rewrite.RewriteLog;
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
          case Plant.Switch _, Plant.OfRule _, Plant.OfPass _ -> right;
          case Plant.OfText(UnaryOperator<String> text) ->
              with(device -> before(device, launch -> withSource(launch, text)));
          case Plant.OfLaunch(UnaryOperator<Launch> edit) -> with(device -> before(device, edit));
          case Plant.OfOutcome(UnaryOperator<Outcome> edit) -> with(device -> after(device, edit));
          case Plant.OfArithmetic(winofuzz.metal.DeviceProfile profile) -> {
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
    return during(() -> wrong.lower(convolution, path, switched(defects), target));
  }

  private Set<Defect> switched(Set<Defect> defects) {
    return plant instanceof Plant.Switch(Defect defect) ? Set.of(defect) : defects;
  }

  /** What a computation with the compiler gives, the defect planted. */
  private <T> T during(Supplier<T> computation) {
    return switch (plant) {
      case Plant.OfRule rule ->
          ScopedValue.where(RewriteLog.CURRENT, new WrongRule(rule)).call(computation::get);
      case Plant.OfPass(String name, UnaryOperator<UOp> edit) -> {
        PassLog log =
            (pass, before, after) ->
                pass.name().equals(name) ? counted(after, edit.apply(after)) : after;
        yield ScopedValue.where(PassLog.CURRENT, log).call(computation::get);
      }
      case Plant.Switch _ -> counted(computation.get());
      case Plant.OfText _, Plant.OfLaunch _, Plant.OfOutcome _, Plant.OfArithmetic _ ->
          computation.get();
    };
  }

  /** Makes the replacements of a rule wrong. */
  private final class WrongRule implements RewriteLog {
    private final Plant.OfRule plant;

    WrongRule(Plant.OfRule plant) {
      this.plant = plant;
    }

    @Override
    public boolean allows(String pass, Rule<?> rule, UOp before, UOp after) {
      return true;
    }

    @Override
    public UOp replacement(String pass, Rule<?> rule, UOp before, UOp after) {
      return plant.applies(pass, rule.name())
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
        ? during(
            () ->
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
