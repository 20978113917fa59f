package winofuzz.fuzz.corpus;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.Defect;
import winofuzz.compiler.Path;
import winofuzz.compiler.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.oracle.Signature;

/**
 * A bug: what it looks like, where it was seen first, and the smallest case that shows it.
 *
 * @param signature what every case that shows it has in common
 * @param evidence what was seen on {@link #firstSeen}
 * @param setting how the cases were lowered; its target is that of {@link #firstSeen}
 * @param firstSeen the first case of the campaign that showed it
 * @param minimal the smallest case known to show it
 * @param provenMinimal whether every smaller case was tried
 * @param count how many cases of the campaign showed it
 */
public record Finding(
    Signature signature,
    Evidence evidence,
    Setting setting,
    ConvCase firstSeen,
    ConvCase minimal,
    boolean provenMinimal,
    int count) {

  /** The name of its file, and of the finding on the command line. */
  public String id() {
    return signature.id();
  }

  public Path path() {
    return signature.path();
  }

  public @Nullable String stage() {
    return evidence.stage() == null ? null : evidence.stage().label();
  }

  /** One line that shows it again, from the folder of the project. */
  public String reproduce() {
    return reproduce(minimal, setting);
  }

  /** One line that checks a case. */
  public static String reproduce(ConvCase c, Setting setting) {
    StringBuilder line = new StringBuilder("bin/fuzz check --case ").append(c);
    line.append(" --paths ").append(commas(setting.paths()));
    if (!setting.defects().isEmpty()) {
      line.append(" --defects ").append(defects(setting.defects()));
    }
    if (setting.target() != Target.APPLE) {
      line.append(" --target ").append(setting.target().label());
    }
    return line.toString();
  }

  private static String commas(List<Path> paths) {
    return paths.stream().map(Path::label).collect(Collectors.joining(","));
  }

  private static String defects(Set<Defect> defects) {
    return defects.equals(Defect.published())
        ? "published"
        : defects.stream().sorted().map(Defect::label).collect(Collectors.joining(","));
  }
}
