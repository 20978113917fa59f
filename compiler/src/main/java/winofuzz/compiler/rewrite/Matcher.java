package winofuzz.compiler.rewrite;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** A pattern compiled into steps. */
final class Matcher {
  private final Step start;

  private Matcher(Step start) {
    this.start = start;
  }

  static Matcher compile(Pattern pattern) {
    return new Matcher(new Compiler(pattern).start);
  }

  <C> @Nullable UOp match(UOp node, Scratch<C> scratch, Replacement<? super C> replacement) {
    scratch.begin(node, replacement);
    return start.run(scratch);
  }

  /**
   * Where a way through the pattern stands.
   *
   * @param bound the slots of names that stand for something
   * @param registers how many registers are taken
   */
  private record Way(BitSet bound, int registers) {
    Way withRegister() {
      if (registers == Scratch.SIZE) {
        throw new AssertionError("a pattern of more than " + Scratch.SIZE + " nodes");
      }
      return new Way(bound, registers + 1);
    }

    Way withBound(int slot) {
      BitSet more = (BitSet) bound.clone();
      more.set(slot);
      return new Way(more, registers);
    }

    /** This way with the names bound that another, tried on the side, has bound. */
    Way withBoundOf(Way other) {
      return new Way(other.bound, registers);
    }
  }

  /**
   * Builds the steps from the front, each handed what comes after it. What comes after a choice is
   * built once for each way, because which names are bound there depends on the way.
   */
  private static final class Compiler {
    private final List<String> names = new ArrayList<>();
    private final Step start;

    Compiler(Pattern pattern) {
      collectNames(pattern);
      String[] slots = names.toArray(String[]::new);
      this.start =
          compile(pattern, 0, -1, new Way(new BitSet(), 1), way -> accept(slots, way.bound()));
    }

    private static Step accept(String[] slots, BitSet bound) {
      boolean[] is = new boolean[slots.length];
      bound.stream().forEach(i -> is[i] = true);
      return new Step.Accept(slots, is);
    }

    private void collectNames(Pattern pattern) {
      if (pattern.name() != null && !names.contains(pattern.name())) {
        names.add(pattern.name());
      }
      switch (pattern.operands()) {
        case Pattern.Operands.Exactly(List<List<Pattern>> orders) ->
            orders.getFirst().forEach(this::collectNames);
        case Pattern.Operands.Starting(List<Pattern> prefix) -> prefix.forEach(this::collectNames);
        case Pattern.Operands.Every(Pattern each) -> collectNames(each);
        case Pattern.Operands.OneOf(List<Pattern> some) -> some.forEach(this::collectNames);
        case Pattern.Operands.Including ignored -> {}
        case Pattern.Operands.Whatever ignored -> {}
      }
    }

    private Step compile(
        Pattern pattern, int parent, int index, Way way, Function<Way, Step> next) {
      if (pattern.operands() instanceof Pattern.Operands.OneOf(List<Pattern> alternatives)) {
        return fork(alternatives.stream().map(p -> compile(p, parent, index, way, next)).toList());
      }
      boolean isRoot = parent == 0 && index < 0;
      int register = isRoot ? 0 : way.registers();
      int slot = pattern.name() == null ? -1 : names.indexOf(pattern.name());
      Way after = isRoot ? way : way.withRegister();
      return new Step.Visit(
          pattern,
          parent,
          index,
          register,
          minimumArity(pattern),
          maximumArity(pattern),
          slot,
          slot >= 0 && way.bound().get(slot),
          operands(pattern, register, slot < 0 ? after : after.withBound(slot), next));
    }

    private Step operands(Pattern pattern, int register, Way way, Function<Way, Step> next) {
      return switch (pattern.operands()) {
        case Pattern.Operands.Exactly(List<List<Pattern>> orders) ->
            fork(orders.stream().map(o -> sequence(o, 0, register, way, next)).toList());
        case Pattern.Operands.Starting(List<Pattern> prefix) ->
            sequence(prefix, 0, register, way, next);
        case Pattern.Operands.Every(Pattern each) -> every(each, register, way, next);
        case Pattern.Operands.Including(Set<Op> ops) ->
            new Step.Including(register, ops.toArray(Op[]::new), next.apply(way));
        case Pattern.Operands.Whatever ignored -> next.apply(way);
        case Pattern.Operands.OneOf ignored -> throw new AssertionError("handled by compile");
      };
    }

    private Step sequence(
        List<Pattern> order, int i, int parent, Way way, Function<Way, Step> next) {
      return i == order.size()
          ? next.apply(way)
          : compile(order.get(i), parent, i, way, w -> sequence(order, i + 1, parent, w, next));
    }

    private Step every(Pattern each, int parent, Way way, Function<Way, Step> next) {
      int register = way.registers();
      Way inside = way.withRegister();
      Way[] matched = {inside};
      Step first =
          compile(
              each,
              register,
              -1,
              inside,
              w -> {
                matched[0] = w;
                return new Step.Matched();
              });
      Way bound = inside.withBoundOf(matched[0]);
      Step others = compile(each, register, -1, bound, w -> new Step.Matched());
      return new Step.Every(parent, register, first, others, next.apply(bound));
    }

    private static Step fork(List<Step> branches) {
      return branches.size() == 1
          ? branches.getFirst()
          : new Step.Fork(branches.toArray(Step[]::new));
    }

    private static int minimumArity(Pattern pattern) {
      return switch (pattern.operands()) {
        case Pattern.Operands.Exactly(List<List<Pattern>> orders) -> orders.getFirst().size();
        case Pattern.Operands.Starting(List<Pattern> prefix) -> prefix.size();
        case Pattern.Operands.Every ignored -> 1;
        case Pattern.Operands.Including ignored -> 1;
        case Pattern.Operands.Whatever ignored -> 0;
        case Pattern.Operands.OneOf ignored -> 0;
      };
    }

    private static int maximumArity(Pattern pattern) {
      return pattern.operands() instanceof Pattern.Operands.Exactly(List<List<Pattern>> orders)
          ? orders.getFirst().size()
          : Integer.MAX_VALUE;
    }
  }
}
