package winofuzz.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static winofuzz.bounds.Kernels.bounds;
import static winofuzz.bounds.Kernels.loop;
import static winofuzz.bounds.Kernels.memory;
import static winofuzz.bounds.Kernels.pointer;
import static winofuzz.bounds.Kernels.position;
import static winofuzz.bounds.Kernels.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** On small launches, where all threads can be gone through, what is said is what is so. */
final class RandomBoundsTest {
  private static final int KERNELS = 1_500;
  private static final DType INT = DType.INT32;
  private static final List<UOp> LEAVES =
      List.of(position("gidx0", INT, 7), position("lidx0", INT, 5), loop(0, INT, 4));
  private static final List<Op> OPS =
      List.of(
          Op.ADD, Op.ADD, Op.SUB, Op.MUL, Op.MUL, Op.IDIV, Op.MOD, Op.SHR, Op.AND, Op.MAX,
          Op.WHERE);

  private final Random random = new Random(5);

  @Test
  void everyAnswerIsThatOfGoingThroughAllThreads() {
    int safe = 0;
    int wrong = 0;
    for (int i = 0; i < KERNELS; i++) {
      UOp index = number(3);
      UOp gate = truth(1);
      int length = 1 + random.nextInt(30);
      boolean gated = random.nextBoolean();
      UOp pointer = gated ? pointer(memory(length), index, gate) : pointer(memory(length), index);
      boolean outside = isOutside(index, gated ? gate : UOp.bool(true), length);
      ProgramBounds bounds = bounds(read(pointer));
      assertEquals(
          outside,
          bounds.violations().stream().anyMatch(v -> v.fault() == BoundsFault.INDEX),
          () -> "%s of %s: %s".formatted(index.toposort(), length, bounds));
      assertEquals(List.of(), bounds.undecided(), () -> index.toposort() + " " + gate.toposort());
      safe += outside ? 0 : 1;
      wrong += outside ? 1 : 0;
    }
    assertTrue(safe > KERNELS / 10 && wrong > KERNELS / 10, safe + " safe, " + wrong + " wrong");
  }

  private UOp number(int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return random.nextInt(5) == 0 ? constant(-9, 9) : LEAVES.get(random.nextInt(LEAVES.size()));
    }
    UOp left = number(depth - 1);
    Op op = OPS.get(random.nextInt(OPS.size()));
    return switch (op) {
      case IDIV, MOD -> left.alu(op, constant(1, 7));
      case SHR -> left.alu(op, constant(0, 3));
      case AND -> left.alu(op, UOp.constant(INT, (1L << (1 + random.nextInt(3))) - 1));
      case MUL -> left.alu(op, random.nextInt(4) == 0 ? number(depth - 1) : constant(-5, 9));
      case WHERE -> truth(1).where(left, number(depth - 1));
      // All else takes any numbers.
      default -> left.alu(op, number(depth - 1));
    };
  }

  private UOp truth(int depth) {
    UOp compared =
        number(2).alu(List.of(Op.CMPLT, Op.CMPNE, Op.CMPEQ).get(random.nextInt(3)), number(1));
    return switch (depth == 0 ? 3 : random.nextInt(4)) {
      case 0 -> compared.alu(Op.AND, truth(0));
      case 1 -> compared.alu(Op.OR, truth(0));
      case 2 -> compared.not();
      // One comparison.
      default -> compared;
    };
  }

  private UOp constant(int from, int to) {
    return UOp.constant(INT, from + random.nextInt(to - from + 1));
  }

  private static boolean isOutside(UOp index, UOp gate, int length) {
    for (long group = 0; group < 7; group++) {
      for (long thread = 0; thread < 5; thread++) {
        for (long turn = 0; turn < 4; turn++) {
          Map<UOp, Long> at = new HashMap<>();
          at.put(LEAVES.get(0), group);
          at.put(LEAVES.get(1), thread);
          at.put(LEAVES.get(2), turn);
          long value = value(index, at);
          if (value(gate, at) != 0 && (value < 0 || value >= length)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static long value(UOp node, Map<UOp, Long> at) {
    Long known = at.get(node);
    if (known != null) {
      return known;
    }
    if (node.is(Op.CONST)) {
      return node.intValue();
    }
    long a = value(node.src(0), at);
    long b = node.arity() > 1 ? value(node.src(1), at) : 0;
    return switch (node.op()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case IDIV -> a / b;
      case MOD -> a % b;
      case SHR -> a >> b;
      case AND -> a & b;
      case OR -> a | b;
      case MAX -> Math.max(a, b);
      case CMPLT -> a < b ? 1 : 0;
      case CMPNE -> a != b ? 1 : 0;
      case CMPEQ -> a == b ? 1 : 0;
      case WHERE -> a != 0 ? b : value(node.src(2), at);
      // Nothing else is drawn.
      default -> throw new AssertionError(node.toString());
    };
  }
}
