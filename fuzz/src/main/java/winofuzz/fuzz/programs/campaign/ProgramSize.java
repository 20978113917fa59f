package winofuzz.fuzz.programs.campaign;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.ScheduleOption;
import winofuzz.fuzz.programs.Tensor;
import winofuzz.fuzz.programs.TensorOp;
import winofuzz.fuzz.programs.TensorOp.Sides;
import winofuzz.fuzz.programs.TensorType;
import winofuzz.ir.DType;

/**
 * How much there is to a sample, the most telling number first.
 *
 * @param options how many there are, and the numbers in them
 * @param elements of the inputs, then of all results
 * @param numbers the sum of those that steps are told, such as margins
 * @param types how far from int32 and float32 all types are
 * @param values how far from zeros and ones the inputs are
 */
record ProgramSize(
    int steps, int options, int inputs, long elements, long numbers, int types, long values)
    implements Comparable<ProgramSize> {
  private static final Comparator<ProgramSize> ORDER =
      Comparator.comparingInt(ProgramSize::steps)
          .thenComparingInt(ProgramSize::options)
          .thenComparingInt(ProgramSize::inputs)
          .thenComparingLong(ProgramSize::elements)
          .thenComparingLong(ProgramSize::numbers)
          .thenComparingInt(ProgramSize::types)
          .thenComparingLong(ProgramSize::values);

  /** The types from simple to strange. */
  static final List<DType> SIMPLE =
      List.of(
          DType.INT32,
          DType.FLOAT32,
          DType.BOOL,
          DType.scalar(DType.Kind.UINT8),
          DType.scalar(DType.Kind.UINT32),
          DType.INT64,
          DType.scalar(DType.Kind.INT8),
          DType.scalar(DType.Kind.INT16),
          DType.scalar(DType.Kind.UINT16),
          DType.scalar(DType.Kind.UINT64),
          DType.FLOAT16,
          DType.BFLOAT16);

  static ProgramSize of(ProgramSample sample) {
    List<TensorType> types = sample.program().types();
    return new ProgramSize(
        sample.program().steps().size(),
        sample.program().options().stream().mapToInt(ProgramSize::option).sum(),
        sample.program().inputs().size(),
        sample.values().stream().mapToLong(v -> 1000 * v.type().elements()).sum()
            + types.stream().mapToLong(TensorType::elements).sum(),
        sample.program().steps().stream().mapToLong(ProgramSize::numbers).sum()
            + types.stream().mapToLong(TensorType::rank).sum(),
        types.stream().mapToInt(t -> SIMPLE.indexOf(t.dtype())).sum(),
        sample.values().stream().mapToLong(ProgramSize::values).sum());
  }

  private static int option(String option) {
    int numbers = 0;
    for (String part : option.split(":")) {
      numbers += part.matches("\\d+") ? Integer.parseInt(part) : 0;
    }
    return (option.equals(ScheduleOption.NOOPT.name()) ? 500 : 1000) + numbers;
  }

  private static long numbers(TensorOp op) {
    return switch (op) {
      case TensorOp.Pad pad -> 2 * sides(pad.margins()) + value(pad.value());
      case TensorOp.Shrink shrink -> sides(shrink.parts());
      case TensorOp.Full full -> value(full.value());
      case TensorOp.Triangle triangle -> Math.abs(triangle.diagonal());
      case TensorOp.Repeat repeat -> repeat.counts().stream().mapToLong(n -> n).sum();
      case TensorOp.Flip flip -> flip.axes().size();
      case TensorOp.Reduce reduce -> reduce.axes().size();
      case TensorOp.Concatenate concatenate -> concatenate.operands().size();
      case TensorOp.Stack stack -> stack.operands().size();
      case TensorOp.OnElements _,
          TensorOp.Count _,
          TensorOp.Cast _,
          TensorOp.Bitcast _,
          TensorOp.MatrixProduct _,
          TensorOp.Contiguous _,
          TensorOp.Locate _,
          TensorOp.Reshape _,
          TensorOp.Permute _,
          TensorOp.Expand _,
          TensorOp.Gather _ ->
          0;
    };
  }

  private static long sides(List<Sides> sides) {
    return sides.stream().mapToLong(s -> s.before() + s.after()).sum();
  }

  private static long values(Tensor tensor) {
    return tensor.elements().stream().mapToLong(ProgramSize::value).sum();
  }

  /** Returns how far a number is from 0: its digits, more for a fraction and a sign. */
  private static long value(BigDecimal number) {
    if (number.signum() == 0) {
      return 0;
    }
    long whole = number.abs().toBigInteger().min(BigInteger.valueOf(8)).longValue();
    return whole
        + number.abs().toBigInteger().bitLength()
        + 8L * number.scale()
        + (number.signum() < 0 ? 2 : 0);
  }

  @Override
  public int compareTo(ProgramSize other) {
    return ORDER.compare(this, other);
  }
}
