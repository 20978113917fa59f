package winofuzz.compiler.symbolic;

import static winofuzz.compiler.symbolic.RuleTable.*;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.symbolic.RuleTable.Row;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Examples of rules on indices that may be invalid. */
final class InvalidTable {
  private InvalidTable() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    UOp gated = X.valid(A);
    for (Op op : Op.values()) {
      if (op.isBinary() && op.isComparison()) {
        rows.add(
            row(
                "(cond ? x : invalid) " + op + " y -> x " + op + " y",
                gated.alu(op, Y),
                X.alu(op, Y)));
        rows.add(row("invalid " + op + " y -> true", invalid().alu(op, Y), UOp.bool(true)));
      } else if (op.isBinary()) {
        rows.add(
            row(
                "(cond ? x : invalid) " + op + " y -> cond ? x " + op + " y : invalid",
                gated.alu(op, Y),
                X.alu(op, Y).valid(A)));
        rows.add(row("invalid " + op + " y -> invalid", invalid().alu(op, Y), invalid()));
      }
    }
    rows.addAll(choices());
    return rows;
  }

  private static List<Row> choices() {
    UOp related = X.lessThan(5);
    UOp unrelated = Y.lessThan(5);
    UOp load = BUFFER.at(X).load();
    UOp gatedLoad = BUFFER.at(X.valid(related)).load();
    UOp zero = load.constLike(0);
    String drop = "a&b ? x : invalid -> a ? x : invalid, if b shares no range with x";
    String ontoLoad = "c ? load(x) : 0 -> load(c ? x : invalid)";
    return List.of(
        row(
            "a ? (b ? c : d) : d -> a&b ? c : d",
            A.where(X.valid(B), invalid()),
            X.valid(A.and(B))),
        unchanged("a ? (b ? c : d) : d -> a&b ? c : d", A.where(B.where(F, G), H)),
        row(
            "gate ? (cond ? x : invalid) : y -> !(gate & !cond) ? (gate ? x : y) : invalid",
            A.where(X.valid(B), Y),
            A.where(X, Y).valid(A.and(B.not()).not())),
        row(
            "gate ? y : (cond ? x : invalid) -> !gate ? (cond ? x : invalid) : y",
            A.where(Y, X.valid(B)),
            A.not().where(X.valid(B), Y)),
        row(drop, X.valid(related.and(unrelated)), X.valid(UOp.bool(true).and(related))),
        unchanged(drop, X.plus(Y).valid(related.and(unrelated))),
        row(
            "c ? x : invalid -> c ? (x given c) : invalid",
            X.modulo(5).valid(related),
            X.valid(related)),
        unchanged("c ? x : invalid -> c ? (x given c) : invalid", X.modulo(4).valid(related)),
        row(
            ontoLoad,
            related.where(load, zero),
            UOp.bool(true).where(BUFFER.at(X.valid(UOp.bool(true).and(related))).load(), zero)),
        row(ontoLoad, related.where(gatedLoad, zero), UOp.bool(true).where(gatedLoad, zero)),
        unchanged(ontoLoad, unrelated.where(load, zero)),
        row(
            "c ? 0 : load(x) -> load(c ? invalid : x)",
            related.where(zero, load),
            UOp.bool(true)
                .where(BUFFER.at(X.valid(UOp.bool(true).and(related.not()))).load(), zero)));
  }
}
