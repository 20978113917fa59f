package winofuzz.compiler.symbolic;

import static winofuzz.compiler.symbolic.RuleTable.*;

import java.util.List;
import winofuzz.compiler.symbolic.RuleTable.Row;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Examples of rules on loads, stores, sinks and reductions. */
final class MemoryTable {
  private MemoryTable() {}

  static List<Row> rows() {
    UOp at = BUFFER.at(X);
    UOp nothing = UOp.of(Op.NOOP, DType.VOID);
    UOp store = at.store(F, List.of());
    UOp barrier = UOp.of(Op.BARRIER, DType.VOID, store);
    UOp register =
        UOp.of(Op.DEFINE_REGISTER, FLOAT.pointer(AddressSpace.REGISTER, 1), new Arg.Slot(0));
    UOp set = register.at(c(0)).store(F, List.of());
    UOp again = UOp.of(Op.INDEX, FLOAT.pointer(AddressSpace.REGISTER, 1), set, c(0));
    String gated = "load(invalid) -> 0, store(invalid) -> nothing";
    String factor = "fold(x * y) -> fold(x) * y, if y is constant in the ranges";
    UOp loadX = BUFFER.at(X).load();
    UOp loadY = BUFFER.at(Y).load();
    return List.of(
        row(
            "store(x, load(x)) -> the register's init, of registers",
            again.store(again.load(), List.of()),
            set.src(0)),
        unchanged(
            "store(x, load(x)) -> the register's init, of registers",
            at.store(at.load(), List.of())),
        row("load(c) -> c", UOp.of(Op.LOAD, FLOAT, f("3")), f("3")),
        row("store(x, load(x)) -> nothing", at.store(at.load(), List.of()), nothing),
        unchanged("store(x, load(x)) -> nothing", at.store(loadY, List.of())),
        row(
            "store(x, gate ? y : load(x)) -> store(gate ? x : invalid, y)",
            at.store(A.where(F, at.load()), List.of(Y)),
            BUFFER.at(X.valid(A)).store(F, List.of(Y))),
        row(gated, BUFFER.at(invalid()).load(), BUFFER.at(invalid()).load().constLike(0)),
        row(gated, BUFFER.at(invalid()).store(F, List.of()), nothing),
        unchanged(gated, at.load()),
        row(
            "barrier(sink(x, ..), ..) -> barrier(x, .., ..)",
            UOp.of(Op.BARRIER, DType.VOID, UOp.sink(store, barrier), store),
            UOp.of(Op.BARRIER, DType.VOID, store, barrier, store)),
        row(
            "sink(sink(x, ..), ..) -> sink(x, .., ..)",
            UOp.sink(UOp.sink(store), nothing, barrier),
            UOp.sink(store, barrier)),
        row(
            "sum(x * c) -> sum(x) * c",
            F.times(3).reduce(Op.ADD, List.of(X)),
            F.reduce(Op.ADD, List.of(X)).times(f("3"))),
        unchanged("sum(x * c) -> sum(x) * c", F.times(3).reduce(Op.MAX, List.of(X))),
        row(
            factor,
            loadX.times(loadY).reduce(Op.ADD, List.of(X)),
            loadX.reduce(Op.ADD, List.of(X)).times(loadY)),
        row(
            factor,
            loadX.times(f("1/2")).reduce(Op.MAX, List.of(X)),
            loadX.reduce(Op.MAX, List.of(X)).times(f("1/2"))),
        unchanged(factor, loadX.times(f("-1/2")).reduce(Op.MAX, List.of(X))),
        unchanged(factor, loadX.times(loadY).reduce(Op.MUL, List.of(X))));
  }
}
