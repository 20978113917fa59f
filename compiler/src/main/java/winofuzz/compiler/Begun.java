package winofuzz.compiler;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Phase;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/**
 * A compilation that has come through some phases of a {@link Pipeline}.
 *
 * @param phases how many
 * @param programs those that they led to
 * @param draft what the last of them made
 */
public record Begun(
    LoweringRequest request, int phases, Map<Stage, Program> programs, Draft draft) {
  public Begun {
    programs = Collections.unmodifiableMap(programs);
  }

  static Begun of(LoweringRequest request) {
    return new Begun(request, 0, new EnumMap<>(Stage.class), new Draft.Start(request));
  }

  /** Returns this after one more phase. */
  Begun after(Phase phase, Draft made) {
    Map<Stage, Program> more = new EnumMap<>(Stage.class);
    more.putAll(programs);
    if (phase.leadsToAProgram()) {
      more.put(phase.stage(), made.program(phase.stage()));
    }
    return new Begun(request, phases + 1, more, made);
  }
}
