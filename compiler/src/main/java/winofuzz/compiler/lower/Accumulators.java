package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Writes reductions over loops as accumulators in registers.
 *
 * <p>For lane i of accumulator a: {@code init = STORE(a[i], identity)}, before the loops; {@code
 * running = LOAD(a[i], init, loops)}, in them; {@code update = STORE(a[i], running + terms,
 * loops)}, which ends them; {@code LOAD(a[i], update)} is the result.
 *
 * <p>Terms are added from left to right. A sum of products of a matrix unit is given to the unit as
 * its accumulator operand instead.
 */
final class Accumulators {
  private final Rewriter.Session metal;
  private int used;

  /**
   * @param metal brings nodes with concrete types to their final form
   */
  Accumulators(Rewriter.Session metal) {
    this.metal = metal;
  }

  /**
   * Returns the results of a reduction.
   *
   * @param terms for each lane, what is folded in one turn of the loops
   * @param loops the RANGEs to loop over, outermost first
   * @return a node for each lane
   */
  UOp[] reduce(Op fold, UOp[][] terms, List<UOp> loops) {
    if (loops.isEmpty()) {
      UOp[] first = Arrays.stream(terms).map(t -> t[0]).toArray(UOp[]::new);
      return foldFrom(first, 1, terms, fold);
    }
    DType type = terms[0][0].dtype();
    UOp memory =
        UOp.of(
            Op.DEFINE_REGISTER,
            type.pointer(AddressSpace.REGISTER, terms.length),
            new Arg.Slot(used++));
    UOp[] elements = new UOp[terms.length];
    UOp[] running = new UOp[terms.length];
    for (int i = 0; i < terms.length; i++) {
      elements[i] = memory.at(UOp.constant(DType.INT32, i));
      List<UOp> after = new ArrayList<>(loops);
      after.addFirst(elements[i].store(identity(fold, type), List.of()));
      running[i] = metal.rewrite(elements[i].load(after.toArray(UOp[]::new)));
    }
    UOp[] folded = foldFrom(running, 0, terms, fold);
    UOp[] results = new UOp[terms.length];
    for (int i = 0; i < terms.length; i++) {
      results[i] = metal.rewrite(elements[i].load(elements[i].store(folded[i], loops)));
    }
    return results;
  }

  private UOp[] foldFrom(UOp[] start, int from, UOp[][] terms, Op fold) {
    UOp[] result = start;
    for (int k = from; k < terms[0].length; k++) {
      UOp[] column = new UOp[terms.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = terms[i][k];
      }
      result = fold == Op.ADD ? add(result, column) : combine(fold, result, column);
    }
    return result;
  }

  private UOp[] combine(Op fold, UOp[] sums, UOp[] terms) {
    UOp[] result = new UOp[sums.length];
    for (int i = 0; i < sums.length; i++) {
      result[i] = metal.rewrite(sums[i].alu(fold, terms[i]));
    }
    return result;
  }

  /** {@code sums + terms}, with WMMA(a, b, 0) + sum as WMMA(a, b, sum). */
  private UOp[] add(UOp[] sums, UOp[] terms) {
    UOp[] result = new UOp[sums.length];
    products(terms)
        .forEach(
            (product, lanes) -> {
              List<UOp> accumulator = Arrays.stream(lanes).map(i -> sums[i]).toList();
              UOp sum =
                  metal.rewrite(
                      product.withSrc(product.src(0), product.src(1), Vectors.of(accumulator)));
              for (int k = 0; k < lanes.length; k++) {
                result[lanes[k]] = metal.rewrite(sum.lane(k));
              }
            });
    for (int i = 0; i < result.length; i++) {
      if (result[i] == null) {
        result[i] = metal.rewrite(sums[i].plus(terms[i]));
      }
    }
    return result;
  }

  /** Returns the products all of whose lanes are among the terms, with where each lane is. */
  private static Map<UOp, Integer[]> products(UOp[] terms) {
    Map<UOp, Integer[]> products = new LinkedHashMap<>();
    for (int i = 0; i < terms.length; i++) {
      UOp product = productOf(terms[i]);
      if (product != null) {
        Integer[] lanes = products.computeIfAbsent(product, p -> new Integer[p.dtype().count()]);
        lanes[laneOf(terms[i])] = i;
      }
    }
    products.values().removeIf(lanes -> Arrays.asList(lanes).contains(null));
    return products;
  }

  private static @Nullable UOp productOf(UOp term) {
    return term.is(Op.GEP)
            && term.src(0).is(Op.WMMA)
            && Vectors.lanes(term.src(0).src(2)).stream().allMatch(lane -> lane.isConst(0))
        ? term.src(0)
        : null;
  }

  private static int laneOf(UOp gep) {
    return ((Arg.Lanes) gep.arg()).lanes().getFirst();
  }

  /** Returns the value that leaves the other operand as it is. */
  private static UOp identity(Op fold, DType type) {
    return switch (fold) {
      case ADD, OR, XOR -> UOp.constant(type, 0);
      case MUL -> UOp.constant(type, 1);
      case MAX ->
          type.isFloat()
              ? UOp.of(Op.CONST, type, Arg.Special.NEGATIVE_INFINITY)
              : UOp.constant(type, type.kind().minValue());
      // No other operation folds.
      default ->
          throw new InvalidGraphException(
              "REDUCE: expected an operation with an identity, found " + fold);
    };
  }
}
