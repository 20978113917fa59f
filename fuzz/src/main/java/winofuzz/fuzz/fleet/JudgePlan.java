package winofuzz.fuzz.fleet;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.external.CompilerLimits;
import winofuzz.fuzz.external.ExternalCompiler;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.oracle.CaseLimits;

/**
 * What a process needs to judge cases as another one does; a document.
 *
 * @param setting how cases are lowered and run
 * @param work units of work that a case may cost
 * @param timeMillis how long a case may take, in milliseconds
 * @param command what starts the compiler under test, word by word; null for that of this project
 */
public record JudgePlan(
    Setting setting, long work, long timeMillis, @Nullable List<String> command) {

  /** A plan for judges of a compiler, within limits. */
  public static JudgePlan of(Setting setting, CaseLimits limits, @Nullable List<String> command) {
    return new JudgePlan(setting, limits.work(), limits.time().toMillis(), command);
  }

  /** Returns what {@link #text} wrote. */
  static JudgePlan parse(String text) {
    return Json.read(text, "plan", JudgePlan.class, Function.identity());
  }

  /** Returns the plan as one line. */
  public String text() {
    return Json.line(this);
  }

  CaseLimits limits() {
    return new CaseLimits(work, Duration.ofMillis(timeMillis));
  }

  /**
   * Starts the compiler under test.
   *
   * @throws BadInputException if it, or the device of the setting, is not on this machine
   */
  CompilerUnderTest compiler() {
    List<String> devices = DeviceList.names();
    if (!devices.contains(setting.device())) {
      throw new BadInputException(
          "--device: expected %s, which are there; found %s"
              .formatted(String.join(", ", devices), setting.device()));
    }
    try {
      return command == null
          ? new BuiltinCompiler()
          : ExternalCompiler.of(command, CompilerLimits.USUAL);
    } catch (BadInputException e) {
      throw new BadInputException("--compiler: " + e.getMessage(), e);
    }
  }
}
