package winofuzz.fuzz.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Compiler;
import winofuzz.compiler.Convolution;
import winofuzz.compiler.Convolution.Axis;
import winofuzz.compiler.Defect;
import winofuzz.compiler.Path;
import winofuzz.compiler.Rules;
import winofuzz.compiler.Target;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleHits;
import winofuzz.fuzz.bisect.Bisection;
import winofuzz.fuzz.bisect.Culprit;
import winofuzz.fuzz.oracle.Blame;
import winofuzz.fuzz.oracle.Workbench;
import winofuzz.interpret.DirectConvolution;
import winofuzz.interpret.Values;
import winofuzz.metal.Device;
import winofuzz.number.NumericProfile;

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
  public Lowered lower(Convolution convolution, Path path, Set<Defect> defects, Target target) {
    RuleHits hits = new RuleHits();
    Compilation compilation =
        hits.during(() -> Compiler.compile(convolution, path, defects, target));
    return new EngineLowered(
        compilation, hits.applied().stream().map(Rule::name).collect(Collectors.toSet()), devices);
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
      Path path,
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
