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
import winofuzz.fuzz.lowering.CompilerUnderTest;

/** The options that say how one case is lowered. */
final class LoweringOptions {
  @Option(
      names = "--path",
      paramLabel = "PATH",
      completionCandidates = KnownValues.PathNames.class,
      description = "${COMPLETION-CANDIDATES}, or an experiment of docs/grids.md. Default: old")
  private @Nullable LoweringPath path;

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
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}",
      defaultValue = "none")
  private List<String> defects = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      completionCandidates = KnownValues.TargetNames.class,
      description = "${COMPLETION-CANDIDATES} (without matrix units). Default: ${DEFAULT-VALUE}",
      defaultValue = "apple")
  private Target target = Target.APPLE;

  /** The path that was asked for, or the one that others are held against. */
  LoweringPath path(CompilerUnderTest compiler) {
    return path == null ? compiler.compared().getFirst() : path;
  }

  Set<Defect> defects() {
    return Converters.defects(defects);
  }

  Target target() {
    return target;
  }
}
