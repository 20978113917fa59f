package winofuzz.fuzz.engine;

import java.util.List;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/**
 * Passes, one after the other, of which only the last leaves a program that has a value.
 *
 * @param from what the first is given
 * @param passes in order
 * @param form the stage as whose program the result has a value
 * @param observation with which the passes are run
 */
record Span(Draft from, List<Pass> passes, Stage form, Observation observation) {

  /** Returns what comes of it. */
  Program run() {
    return apply(passes, from).program(form);
  }

  /** Returns what comes of it with a limit on the applications of one pass. */
  Program run(int limited, Fuel fuel) {
    Draft given = apply(passes.subList(0, limited), from);
    Draft made = observation.withRewrites(fuel).apply(passes.get(limited), given);
    return apply(passes.subList(limited + 1, passes.size()), made).program(form);
  }

  private Draft apply(List<Pass> some, Draft given) {
    Draft result = given;
    for (Pass pass : some) {
      result = observation.apply(pass, result);
    }
    return result;
  }
}
