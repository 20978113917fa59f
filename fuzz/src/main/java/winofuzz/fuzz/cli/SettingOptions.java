package winofuzz.fuzz.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Setting;

/** The options that say how cases are lowered and run. */
final class SettingOptions {
  @Option(
      names = {"--paths", "--path"},
      split = ",",
      paramLabel = "PATH",
      description =
          "direct, old, new, hybrid, matched; the first is the reference. Default: old,hybrid")
  private List<LoweringPath> paths = new ArrayList<>();

  @Option(
      names = "--defects",
      split = ",",
      paramLabel = "DEFECT",
      description = "none, published, or pad-order, index-order, ungated-reads. Default: none")
  private List<String> defects = new ArrayList<>();

  @Option(names = "--target", paramLabel = "TARGET", description = "apple or apple-notc")
  private @Nullable Target target;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "sim, host, metal, cuda, or auto for the best one here. Default: auto",
      defaultValue = "auto")
  private String device = "auto";

  /** How cases are lowered and run, where nothing else is said for the usual target. */
  Setting setting(Context context) {
    List<LoweringPath> chosen = paths.isEmpty() ? context.compiler().compared() : paths;
    if (Set.copyOf(chosen).size() != chosen.size()) {
      throw new BadInputException("--paths: expected each path once, found one twice");
    }
    return new Setting(chosen, defects(), targets().getFirst(), context.devices().resolve(device));
  }

  /** Whether {@code --defects} was given. */
  boolean choosesDefects() {
    return !defects.isEmpty();
  }

  Set<Defect> defects() {
    return Converters.defects(defects);
  }

  /** The target that was asked for, or all of them, the usual one first. */
  List<Target> targets() {
    return target == null ? List.of(Target.values()) : List.of(target);
  }
}
