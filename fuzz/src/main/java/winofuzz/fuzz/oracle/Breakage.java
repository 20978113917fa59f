package winofuzz.fuzz.oracle;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.work.WorkLimitError;

/**
 * An engine that threw something while a case was judged, blamed or made smaller, which is an
 * outcome of that case.
 *
 * <p>Two failures are the same if the same kind of exception came from the same place: the
 * innermost methods of this project, several of them, as many failures are thrown by one helper,
 * but none of the oracle's, whichever assertion asked. Of a recursion without end the place is the
 * methods that recur, wherever the stack ended.
 *
 * @param kind the simple name of what was thrown
 * @param place the methods it came from, innermost first
 * @param message what it says, in one line
 */
public record Breakage(String kind, String place, String message) {
  /** How many methods tell one failure from another. */
  private static final int METHODS = 3;

  private static final String PROJECT = "winofuzz.";

  /**
   * Returns what broke.
   *
   * @throws Error what was thrown, if that is no failure of an engine: work that is at its limit or
   *     cancelled, and memory that does not suffice, which depends on the machine
   */
  public static Breakage of(Throwable thrown) {
    switch (thrown) {
      case WorkLimitError limit -> throw limit;
      case OutOfMemoryError memory -> throw memory;
      case CancellationException cancelled -> throw cancelled;
      default -> {} // Everything else is one.
    }
    String message = String.valueOf(thrown.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
    return new Breakage(thrown.getClass().getSimpleName(), place(thrown), message);
  }

  private static String place(Throwable thrown) {
    List<String> methods = new ArrayList<>();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (!methods.isEmpty() && isOfOracle(frame)) {
        break;
      }
      if (frame.getClassName().startsWith(PROJECT)) {
        String name = frame.getClassName();
        methods.add(name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName());
      }
    }
    Set<String> telling =
        new LinkedHashSet<>(thrown instanceof StackOverflowError ? recurring(methods) : methods);
    return String.join(",", telling.stream().limit(METHODS).toList());
  }

  /** Whether a method is of what asks the engines. */
  private static boolean isOfOracle(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.equals(Subject.class.getName())
        || name.equals(Oracle.class.getName())
        || (name.startsWith(Oracle.class.getPackageName()) && name.endsWith("Assertion"));
  }

  /** Returns the methods that are on the stack as often as any, or nearly so, by name. */
  private static List<String> recurring(List<String> methods) {
    Map<String, Long> counts =
        methods.stream().collect(groupingBy(method -> method, TreeMap::new, counting()));
    long most = counts.values().stream().max(Long::compare).orElse(0L);
    return counts.entrySet().stream()
        .filter(counted -> counted.getValue() > most / 2)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns how it shows. */
  Symptom symptom() {
    return new Symptom.EngineFailure(place.isEmpty() ? kind : kind + "@" + place);
  }

  /**
   * Returns the finding that it is.
   *
   * @param step what was being done, in the place of an assertion
   */
  public Finding finding(String step, LoweringPath path, Setting setting, ConvCase c) {
    Signature signature = new Signature(step, path, symptom());
    return Finding.seen(signature, toString(), setting, c, Set.of(signature));
  }

  /** {@code IllegalStateException: no such range, at Rewriter.visit,Rewriter.rewrite}. */
  @Override
  public String toString() {
    return kind + ": " + message + (place.isEmpty() ? "" : ", at " + place);
  }
}
