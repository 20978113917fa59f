package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.constant;
import static winofuzz.compiler.rewrite.Pattern.invalid;
import static winofuzz.compiler.rewrite.Pattern.op;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Loads and stores that do nothing, and the nodes that only hold others together. */
final class MemoryRules {
  private MemoryRules() {}

  private static final Pattern INDEX = op(Op.INDEX).named("index");

  /** A store of what was just loaded from the same register; a load of a constant. */
  static final RuleSet<Object> TRIVIAL =
      RuleSet.of(
          "trivial accesses",
          Rule.of(
              "store-loaded-register",
              "store(x, load(x)) -> the register's init, of registers",
              op(Op.STORE).srcStarting(any("x"), any("x").load()),
              MemoryRules::registerOf),
          Rule.of(
              "load-constant",
              "load(c) -> c",
              op(Op.LOAD).srcEvery(constant("c")),
              m -> m.get("c")));

  private static @Nullable UOp registerOf(Match m) {
    UOp x = m.get("x");
    return x.dtype().isPointer()
            && x.dtype().requirePointer().space() == AddressSpace.REGISTER
            && x.src(0).arity() > 0
        ? x.src(0).src(0)
        : null;
  }

  static final RuleSet<Object> ACCESSES =
      RuleSet.of(
          "accesses",
          Rule.of(
              "store-loaded",
              "store(x, load(x)) -> nothing",
              op(Op.STORE).src(INDEX, op(Op.LOAD).src(INDEX)),
              m -> UOp.of(Op.NOOP, DType.VOID)),
          Rule.of(
              "store-gated-value",
              "store(x, gate ? y : load(x)) -> store(gate ? x : invalid, y)",
              op(Op.STORE)
                  .srcStarting(
                      INDEX, any("gate").where(any("alternative"), op(Op.LOAD).src(INDEX))),
              MemoryRules::gatedStore),
          Rule.of(
              "access-invalid",
              "load(invalid) -> 0, store(invalid) -> nothing",
              op(Op.LOAD, Op.STORE).srcStarting(any().at(invalid().dtype(DType::isIndex)).orCast()),
              m -> m.root().is(Op.STORE) ? UOp.of(Op.NOOP, DType.VOID) : m.root().constLike(0)));

  private static UOp gatedStore(Match m) {
    UOp index = m.get("index");
    UOp gated = m.get("gate").where(index.src(1), UOp.invalid(1));
    return index.src(0).at(gated).store(m.get("alternative"), m.root().srcFrom(2));
  }

  private static final Set<Op> IN_SINK = EnumSet.of(Op.SINK, Op.UNROLL, Op.PTRCAT, Op.CAT, Op.NOOP);
  private static final Set<Op> IN_BARRIER =
      EnumSet.of(Op.VECTORIZE, Op.SINK, Op.CAT, Op.PTRCAT, Op.NOOP);

  /** Takes nodes that only hold others together out of a barrier or sink. */
  static final RuleSet<Object> FLATTENING =
      RuleSet.of(
          "flattening",
          Rule.of(
              "flatten-barrier",
              "barrier(sink(x, ..), ..) -> barrier(x, .., ..)",
              op(Op.BARRIER),
              m -> flattened(m.root(), IN_BARRIER)),
          Rule.of(
              "flatten-sink",
              "sink(sink(x, ..), ..) -> sink(x, .., ..)",
              op(Op.SINK),
              m -> flattened(m.root(), IN_SINK)));

  private static @Nullable UOp flattened(UOp root, Set<Op> transparent) {
    if (root.src().stream().noneMatch(s -> transparent.contains(s.op()))) {
      return null;
    }
    List<UOp> operands = new ArrayList<>();
    for (UOp s : root.src()) {
      if (transparent.contains(s.op())) {
        operands.addAll(s.src());
      } else {
        operands.add(s);
      }
    }
    return root.withSrc(operands);
  }
}
