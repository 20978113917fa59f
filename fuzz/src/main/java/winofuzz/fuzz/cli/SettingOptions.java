package winofuzz.fuzz.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
      split = Converters.LIST,
      splitSynopsisLabel = ",",
      paramLabel = "PATH",
      completionCandidates = KnownValues.PathNames.class,
      description =
          "${COMPLETION-CANDIDATES}, or experiments of docs/grids.md; the first is the"
              + " reference. Default: old,hybrid. Of another compiler, those that it offers, or"
              + " NAME:SWITCH=VALUE,... for one that environment switches define")
  private List<LoweringPath> paths = new ArrayList<>();

  /** For the help texts and to be accepted: it was read before. */
  @Mixin
  @SuppressWarnings("UnusedVariable")
  private CompilerOption compiler = new CompilerOption();

  @Option(
      names = "--defects",
      split = Converters.LIST,
      splitSynopsisLabel = ",",
      paramLabel = "DEFECT",
      completionCandidates = KnownValues.DefectNames.class,
      description = "${COMPLETION-CANDIDATES}. Default: none")
  private List<String> defects = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      completionCandidates = KnownValues.TargetNames.class,
      description = "${COMPLETION-CANDIDATES} (without matrix units)")
  private @Nullable Target target;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      completionCandidates = KnownValues.DeviceNames.class,
      description = "${COMPLETION-CANDIDATES} (the best one here). Default: auto",
      defaultValue = "auto")
  private String device = "auto";

  /** How cases are lowered and run, where nothing else is said for the usual target. */
  Setting setting(Context context) {
    List<LoweringPath> chosen = paths.isEmpty() ? context.compiler().compared() : paths;
    if (Set.copyOf(chosen).size() != chosen.size()) {
      throw new BadInputException("--paths: expected each path once, found one twice");
    }
    return new Setting(
        context.choice(),
        chosen,
        defects(),
        targets(context).getFirst(),
        context.devices().resolve(device));
  }

  /** As {@link #setting}, on a device that runs kernels natively: a GPU where there is one. */
  Setting nativeSetting(Context context) {
    return setting(context).on(context.devices().resolveNative(device));
  }

  /**
   * How programs are lowered and run: by the paths that were asked for, or the first that there is.
   */
  Setting programSetting(Context context) {
    return new Setting(
        context.choice(),
        paths.isEmpty() ? context.compiler().paths().subList(0, 1) : paths,
        Set.of(),
        context.compiler().targets().getFirst(),
        context.devices().resolve(device));
  }

  /** Whether {@code --defects} was given. */
  boolean choosesDefects() {
    return !defects.isEmpty();
  }

  Set<Defect> defects() {
    return Converters.defects(defects);
  }

  /** The target that was asked for, or all that the compiler has, the usual one first. */
  List<Target> targets(Context context) {
    List<Target> offered = context.compiler().targets();
    if (target == null) {
      return offered;
    }
    if (!offered.contains(target)) {
      throw new BadInputException(
          "--target: expected none, as %s is told its target by switches"
              .formatted(context.compiler().name()));
    }
    return List.of(target);
  }
}
