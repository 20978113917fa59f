package winofuzz.interpret;

import winofuzz.ir.Op;
import winofuzz.ir.ScalarOp;

/** The operations that a reduction folds with. */
enum Reduction {
  ADD(ScalarOp.Binary.ADD),
  MUL(ScalarOp.Binary.MUL),
  MAX(ScalarOp.Binary.MAX);

  private final ScalarOp.Binary step;

  Reduction(ScalarOp.Binary step) {
    this.step = step;
  }

  /** Returns the operation that takes a fold one element further. */
  ScalarOp.Binary step() {
    return step;
  }

  /** Returns the reduction that folds with an operation; any other operation is reported. */
  static Reduction of(Op op) {
    for (Reduction reduction : values()) {
      if (reduction.step == op.scalar()) {
        return reduction;
      }
    }
    throw new EvaluationException("REDUCE: expected ADD, MUL or MAX, found " + op);
  }
}
