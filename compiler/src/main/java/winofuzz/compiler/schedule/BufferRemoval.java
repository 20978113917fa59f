package winofuzz.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rangeify.MovementIndexing;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/**
 * Removes buffers that cost more than they save: a value that is cheap to compute is computed where
 * it is read. The value is not rewritten at once: a SUBSTITUTE says which ranges stand for which
 * indices, and {@link Substitution} carries it out.
 */
final class BufferRemoval {
  /** A value read from more buffers than this is kept. */
  private static final int MAX_BUFFERS_READ = 2;

  private static final OpSet READS_AND_REDUCES = OpSet.of(Op.INDEX, Op.REDUCE);
  private static final OpSet BUFFERS = OpSet.of(Op.BUFFER, Op.BUFFERIZE);

  private BufferRemoval() {}

  /** move(x)[i] = x[i moved]. */
  static final Rule<Object> READ_THROUGH_MOVEMENT =
      Rule.of(
          "read-through-movement",
          Pattern.op(Op.INDEX)
              .srcStarting(
                  Pattern.op(Op.RESHAPE, Op.EXPAND, Op.PERMUTE, Op.PAD, Op.SHRINK, Op.FLIP)),
          m -> {
            UOp read = m.root();
            UOp movement = read.src(0);
            List<UOp> operands = new ArrayList<>(List.of(movement.src(0)));
            operands.addAll(MovementIndexing.through(movement, read.srcFrom(1), m.rewriter()));
            return read.withSrc(operands);
          });

  /** To be applied root first. */
  static final RuleSet<Object> RULES =
      RuleSet.of(
          "remove costly buffers",
          READ_THROUGH_MOVEMENT,
          // buffer(x, r, s) = expand(buffer(x, r)) where x does not depend on s
          Rule.of("dead-axis", Pattern.op(Op.BUFFERIZE), m -> withoutDeadAxes(m.root())),
          // buffer(x[r], r) = x
          Rule.of(
              "copy-of-buffer",
              Pattern.op(Op.BUFFERIZE).srcStarting(Pattern.op(Op.INDEX)),
              m -> {
                UOp read = m.root().src(0);
                return read.srcFrom(1).equals(m.root().srcFrom(1)) ? read.src(0) : null;
              }),
          // buffer(x, r)[i] = x with i for r, where that is cheap
          Rule.of(
              "compute-where-read",
              Pattern.op(Op.INDEX).srcStarting(Pattern.op(Op.BUFFERIZE)),
              m -> computedWhereRead(m.root())));

  private static @Nullable UOp withoutDeadAxes(UOp buffer) {
    UOp value = buffer.src(0);
    if (value.is(Op.CONTIGUOUS)) {
      return null;
    }
    List<UOp> alive = new ArrayList<>();
    List<Integer> shape = new ArrayList<>(buffer.shape());
    for (int i = 0; i < shape.size(); i++) {
      UOp range = buffer.src(i + 1);
      if (range.is(Op.RANGE) && value.dependsOn(range)) {
        alive.add(range);
      } else {
        shape.set(i, 1);
      }
    }
    if (alive.size() == buffer.arity() - 1) {
      return null;
    }
    UOp smaller = value.bufferize((Arg.Storage) buffer.arg(), alive);
    UOp reshaped = shaped(Op.RESHAPE, smaller, shape);
    return shaped(Op.EXPAND, reshaped, buffer.shape());
  }

  private static UOp shaped(Op op, UOp x, List<Integer> shape) {
    return x.shape().equals(shape) ? x : UOp.of(op, x.dtype(), x, UOp.indices(shape));
  }

  private static @Nullable UOp computedWhereRead(UOp read) {
    UOp buffer = read.src(0);
    UOp value = buffer.src(0);
    if (buffer.arity() != read.arity()) {
      throw new AssertionError("a buffer of " + (buffer.arity() - 1) + " axes read by " + read);
    }
    if (value.is(Op.CONTIGUOUS) || isWorthKeeping(value)) {
      return null;
    }
    List<UOp> ranges = new ArrayList<>();
    List<UOp> indices = new ArrayList<>();
    for (int i = 1; i < buffer.arity(); i++) {
      if (!buffer.src(i).is(Op.CONST)) {
        ranges.add(buffer.src(i));
        indices.add(read.src(i));
      }
    }
    return Substitution.of(value, ranges, indices);
  }

  /** Whether a value is worth a buffer: it reads many, or a reduction in it reads one. */
  private static boolean isWorthKeeping(UOp value) {
    Set<UOp> buffersRead = new LinkedHashSet<>();
    List<UOp> reduces = new ArrayList<>();
    value.toposort(
        node -> {
          if (!READS_AND_REDUCES.mayBeIn(node)) {
            return false;
          }
          if (node.is(Op.INDEX)) {
            buffersRead.add(node.src(0));
            return false;
          }
          if (node.is(Op.REDUCE)) {
            reduces.add(node);
          }
          return true;
        });
    return buffersRead.size() > MAX_BUFFERS_READ
        || reduces.stream().anyMatch(r -> readsBuffer(r.src(0)));
  }

  private static boolean readsBuffer(UOp node) {
    return !node.toposort(BUFFERS).isEmpty();
  }
}
