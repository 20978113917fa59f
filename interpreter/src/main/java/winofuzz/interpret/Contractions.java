package winofuzz.interpret;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.NumericProfile;

/**
 * Which products of a kernel are fused into which sums and differences: a product that is written
 * into the statement of a sum of its type. Where both operands are such products the first one is
 * fused, as Clang does it for C's contraction.
 */
final class Contractions {
  /**
   * A sum with a product in it, {@code a * b + c}, of which at most one is negated.
   *
   * @param product the MUL
   * @param addend the other operand
   * @param negatesProduct in {@code c - a * b}
   * @param negatesAddend in {@code a * b - c}
   */
  record Fused(UOp product, UOp addend, boolean negatesProduct, boolean negatesAddend) {
    /** Returns the three factors and terms, as {@link Op#MULACC} takes them. */
    List<UOp> operands() {
      return List.of(product.src(0), product.src(1), addend);
    }
  }

  private final Map<UOp, Fused> sums = new HashMap<>();
  private final Set<UOp> products = new HashSet<>();

  /**
   * The contractions of some instructions.
   *
   * @param inlined the values that are written into the statements that use them
   */
  Contractions(NumericProfile profile, List<UOp> instructions, Set<UOp> inlined) {
    if (profile.contraction() == NumericProfile.Contraction.NONE) {
      return;
    }
    for (UOp node : instructions) {
      if ((node.is(Op.ADD) || node.is(Op.SUB)) && node.dtype().kind().isFloat()) {
        boolean subtracts = node.is(Op.SUB);
        if (isProductOf(node, node.src(0), inlined)) {
          add(node, new Fused(node.src(0), node.src(1), false, subtracts));
        } else if (isProductOf(node, node.src(1), inlined)) {
          add(node, new Fused(node.src(1), node.src(0), subtracts, false));
        }
      }
    }
  }

  private static boolean isProductOf(UOp sum, UOp operand, Set<UOp> inlined) {
    return operand.is(Op.MUL) && operand.dtype().equals(sum.dtype()) && inlined.contains(operand);
  }

  private void add(UOp sum, Fused fused) {
    sums.put(sum, fused);
    products.add(fused.product());
  }

  /** Returns what a sum computes in one rounding, or null if it is not contracted. */
  @Nullable Fused of(UOp sum) {
    return sums.get(sum);
  }

  /** Whether a product is computed by the sum that uses it. */
  boolean isFused(UOp product) {
    return products.contains(product);
  }
}
