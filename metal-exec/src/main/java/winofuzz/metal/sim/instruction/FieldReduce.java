package winofuzz.metal.sim.instruction;

import winofuzz.metal.sim.lanes.Degrees;
import winofuzz.metal.sim.lanes.FieldMath;
import winofuzz.metal.sim.memory.Batch;

/** Combines the field elements of a simdgroup's lanes that take part. */
public record FieldReduce(Kind kind, Register result, Register value) implements Instruction {

  /** How they are combined. */
  public enum Kind {
    SUM,
    PRODUCT,
    /** Each lane gets the sum up to and with its own. */
    PREFIX_INCLUSIVE_SUM,
    /** Each lane gets the sum of the lanes below. */
    PREFIX_EXCLUSIVE_SUM
  }

  @Override
  public void execute(Frame frame) {
    int degree = frame.degree(value);
    Simdgroups.forEach(frame, (first, end) -> reduce(frame, first, end));
    frame.setDegree(
        result,
        switch (kind) {
          case SUM, PREFIX_INCLUSIVE_SUM, PREFIX_EXCLUSIVE_SUM -> degree;
          case PRODUCT -> Degrees.times(Math.min(Batch.SIMDGROUP_WIDTH, frame.threads()), degree);
        });
  }

  private void reduce(Frame frame, int first, int end) {
    int[] mask = frame.mask();
    long[] from = frame.longs(value);
    long[] to = frame.longs(result);
    long total = kind == Kind.PRODUCT ? 1 : 0;
    for (int i = first; i < end; i++) {
      if (mask[i] != 0) {
        long before = total;
        total =
            kind == Kind.PRODUCT
                ? FieldMath.multiply(total, from[i])
                : FieldMath.add(total, from[i]);
        if (kind == Kind.PREFIX_INCLUSIVE_SUM) {
          to[i] = total;
        } else if (kind == Kind.PREFIX_EXCLUSIVE_SUM) {
          to[i] = before;
        }
      }
    }
    for (int i = first; i < end; i++) {
      if (mask[i] != 0 && (kind == Kind.SUM || kind == Kind.PRODUCT)) {
        to[i] = total;
      }
    }
  }
}
