package winofuzz.fuzz.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.ProgramScript;
import winofuzz.fuzz.programs.Tensor;
import winofuzz.fuzz.programs.campaign.ProgramFile;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramShrinker.Shrunk;
import winofuzz.fuzz.programs.campaign.ProgramStory;
import winofuzz.fuzz.story.Story;

/**
 * What {@code triage} writes of a program as JSON.
 *
 * @param finding on the smallest program
 * @param provenMinimal whether everything that is one change smaller was tried
 * @param unproven why it is not; null where it is
 * @param tried how many programs were tried
 * @param expected the elements of the output
 * @param found likewise; none where the kernels did not run to the end
 * @param culprit what makes the kernels wrong; null where that is not known
 * @param script shows it with the compiler alone
 */
public record ProgramTriageDocument(
    ProgramFile finding,
    boolean provenMinimal,
    @Nullable String unproven,
    int tried,
    List<String> expected,
    List<String> found,
    List<KernelText> kernels,
    Story.@Nullable Broken culprit,
    String script) {
  /** Of a larger output, only elements that differ are shown to people. */
  private static final int MOST_SHOWN = 24;

  /**
   * A kernel.
   *
   * @param faultyLines of its text, from 1
   */
  public record KernelText(String name, String source, List<Integer> faultyLines) {}

  /**
   * Returns the document of a finding.
   *
   * @param finding on the smallest program
   * @param shrunk how that came about
   * @param story what becomes of it
   * @param culprit what makes its kernels wrong
   */
  public static ProgramTriageDocument of(
      ProgramFinding finding,
      CompilerChoice compiler,
      Shrunk shrunk,
      ProgramStory story,
      Optional<Culprit> culprit) {
    return new ProgramTriageDocument(
        ProgramFile.of(finding, compiler),
        shrunk.isProven(),
        unproven(shrunk),
        shrunk.tried(),
        texts(finding.smallest().expected()),
        story.found(),
        kernels(story),
        culprit.map(Story.Broken::of).orElse(null),
        ProgramScript.of(finding.smallest()));
  }

  private static @Nullable String unproven(Shrunk shrunk) {
    return switch (shrunk.end()) {
      case MINIMAL -> shrunk.gaveUp().isEmpty() ? null : "gave up on " + shrunk.gaveUp();
      case OUT_OF_TRIES -> "out of tries";
      case STOPPED -> "out of time";
    };
  }

  private static List<String> texts(Tensor tensor) {
    return tensor.elements().stream().map(BigDecimal::toPlainString).toList();
  }

  private static List<KernelText> kernels(ProgramStory story) {
    return story.kernels().stream()
        .map(
            k ->
                new KernelText(
                    k.name(),
                    k.source(),
                    IntStream.rangeClosed(1, Math.toIntExact(k.source().lines().count()))
                        .filter(line -> story.isFaulty(k.name(), line))
                        .boxed()
                        .toList()))
        .toList();
  }

  /** Returns the same for a terminal. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(String.valueOf(finding.signature()));
    lines.add(headed("seen", String.valueOf(finding.detail())));
    boolean isStopped = "out of time".equals(unproven);
    lines.add(headed(isStopped ? "smallest so far" : "minimal", size(finding.sample())));
    lines.add(headed("", provenMinimal ? "proven minimal: " + proof() : "not proven: " + unproven));
    values(lines);
    if (culprit != null) {
      culprit(lines, culprit);
    }
    kernels.forEach(kernel -> kernel(lines, kernel));
    lines.add(headed("script", ""));
    script.lines().forEach(line -> lines.add("    " + line));
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static String headed(String head, String tail) {
    return String.format(Locale.ROOT, "  %-9s%s%s", head, head.length() < 9 ? "" : " ", tail)
        .stripTrailing();
  }

  private static String size(ProgramSample sample) {
    long elements = sample.values().stream().mapToLong(v -> v.type().elements()).sum();
    return "%s on %s of %s"
        .formatted(
            number(sample.program().steps().size(), "step"),
            number(sample.values().size(), "input"),
            number(elements, "element"));
  }

  private String proof() {
    return "nothing that is one change smaller fails alike, " + number(tried, "program") + " tried";
  }

  private void values(List<String> lines) {
    if (expected.size() <= MOST_SHOWN) {
      lines.add(headed("expected", String.join(" ", expected)));
      if (!found.isEmpty()) {
        lines.add(headed("found", String.join(" ", found)));
      }
      return;
    }
    IntStream.range(0, found.size())
        .filter(i -> !isEqual(expected.get(i), found.get(i)))
        .limit(MOST_SHOWN)
        .forEach(
            i ->
                lines.add(
                    headed(
                        "element",
                        "%d: expected %s, found %s".formatted(i, expected.get(i), found.get(i)))));
  }

  private static void culprit(List<String> lines, Story.Broken culprit) {
    lines.add(headed("broken", "by " + (culprit.rule() == null ? culprit.pass() : culprit.rule())));
    if (!culprit.before().isEmpty()) {
      lines.add(headed("before", culprit.before()));
      lines.add(headed("after", culprit.after()));
    }
    if (!culprit.differs().isEmpty()) {
      lines.add(headed("", culprit.differs()));
    }
  }

  private static boolean isEqual(String expected, String found) {
    try {
      return new BigDecimal(expected).compareTo(new BigDecimal(found)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void kernel(List<String> lines, KernelText kernel) {
    lines.add(headed("kernel", kernel.name()));
    List<String> source = kernel.source().lines().toList();
    for (int i = 1; i <= source.size(); i++) {
      String mark = kernel.faultyLines().contains(i) ? ">" : " ";
      lines.add("%s %4d  %s".formatted(mark, i, source.get(i - 1)).stripTrailing());
    }
  }

  private static String number(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
