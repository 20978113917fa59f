package winofuzz.fuzz.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import winofuzz.compiler.BuiltinPath;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Compiler;
import winofuzz.compiler.Rules;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleHits;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.bisect.Bisection;
import winofuzz.fuzz.bisect.Culprit;
import winofuzz.fuzz.oracle.Blame;
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.interpret.DirectConvolution;
import winofuzz.interpret.Values;
import winofuzz.ir.NodeArena;
import winofuzz.metal.Device;
import winofuzz.number.NumericProfile;
import winofuzz.work.Work;

/** The engines of this project. */
public final class EngineWorkbench implements Workbench {
  private final Function<String, Device> devices;
  private final Map<String, NumericProfile> profiles = new ConcurrentHashMap<>();

  /** With the devices of this machine. */
  public EngineWorkbench() {
    this(DeviceList::get);
  }

  /** With other devices, by their names. */
  public EngineWorkbench(Function<String, Device> devices) {
    this.devices = devices;
  }

  @Override
  public Lowered lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    RuleHits hits = new RuleHits();
    Compilation compilation =
        hits.during(() -> Compiler.compile(convolution, path, defects, target));
    return new EngineLowered(
        path,
        compilation,
        hits.applied().stream().map(Rule::name).collect(Collectors.toSet()),
        devices);
  }

  @Override
  public Firing firing(Convolution c, LoweringPath path) {
    return switch (BuiltinPath.of(path)) {
      case DIRECT -> Firing.FORBIDDEN;
      case OLD ->
          c.spatial().stream().allMatch(EngineWorkbench::isWinograd)
              ? Firing.REQUIRED
              : Firing.FORBIDDEN;
      case NEW, HYBRID, MATCHED ->
          c.isWinograd()
              ? Firing.REQUIRED
              : c.isWinogradOfSomeElements() ? Firing.ALLOWED : Firing.FORBIDDEN;
    };
  }

  /** Products that are added up for all elements of the output. */
  private static long products(Convolution c) {
    return Convolution.product(c.outputShape()) * Convolution.product(c.weightShape()) / c.cout();
  }

  private static boolean isWinograd(Axis axis) {
    return axis.kernel() == 3 && axis.stride() == 1 && axis.dilation() == 1;
  }

  @Override
  public NumericProfile profile(String device) {
    return profiles.computeIfAbsent(device, name -> KernelProfile.of(devices.apply(name)));
  }

  @Override
  public int rulesTotal() {
    return Rules.count();
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
    return new Bisection(Set.of(bug), activation, weight, direct(convolution, activation, weight))
        .of(() -> Compiler.compile(convolution, path, defects, target))
        .map(Culprit::blame)
        .orElse(Blame.NONE);
  }

  @Override
  public Values direct(Convolution c, Values activation, Values weight) {
    NodeArena.meter().spend(Work.ELEMENT, products(c));
    return new DirectConvolution(
            c.batch(),
            c.groups(),
            c.cin(),
            c.cout(),
            c.spatial().stream().map(Axis::size).toList(),
            c.spatial().stream().map(Axis::kernel).toList(),
            c.spatial().stream().map(Axis::padBefore).toList(),
            c.spatial().stream().map(Axis::padAfter).toList(),
            c.spatial().stream().map(Axis::stride).toList(),
            c.spatial().stream().map(Axis::dilation).toList())
        .evaluate(activation, weight);
  }
}
