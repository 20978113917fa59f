package winofuzz.metal.sim.lower;

import winofuzz.metal.msl.Statement;

/**
 * How lanes may leave a statement other than at its end.
 *
 * @param loop by a break or continue of a loop around it
 * @param function by a return
 */
record Exits(boolean loop, boolean function) {

  static final Exits NONE = new Exits(false, false);

  static Exits of(Statement statement) {
    return switch (statement) {
      case Statement.Break _, Statement.Continue _ -> new Exits(true, false);
      case Statement.Return _ -> new Exits(false, true);
      case Statement.Block b -> {
        Exits all = NONE;
        for (Statement each : b.statements()) {
          all = all.or(of(each));
        }
        yield all;
      }
      case Statement.If i -> {
        Statement no = i.whenFalse();
        yield of(i.whenTrue()).or(no == null ? NONE : of(no));
      }
      case Statement.Loop l -> new Exits(false, of(l.body()).function());
      case Statement.Declare _, Statement.Evaluate _ -> NONE;
    };
  }

  private Exits or(Exits other) {
    return new Exits(loop || other.loop, function || other.function);
  }

  boolean any() {
    return loop || function;
  }

  /** Returns whether no lane gets past a statement. */
  static boolean always(Statement statement) {
    return switch (statement) {
      case Statement.Break _, Statement.Continue _, Statement.Return _ -> true;
      case Statement.Block b -> b.statements().stream().anyMatch(Exits::always);
      case Statement.If i -> {
        Statement no = i.whenFalse();
        yield no != null && always(i.whenTrue()) && always(no);
      }
      case Statement.Loop _, Statement.Declare _, Statement.Evaluate _ -> false;
    };
  }

  /** Returns whether a function's body returns elsewhere than in its last statement. */
  static boolean returnsEarly(Statement body) {
    if (!(body instanceof Statement.Block block)) {
      return of(body).function();
    }
    int last = block.statements().size() - 1;
    for (int i = 0; i < last; i++) {
      if (of(block.statements().get(i)).function()) {
        return true;
      }
    }
    return last >= 0
        && !(block.statements().get(last) instanceof Statement.Return)
        && of(block.statements().get(last)).function();
  }
}
