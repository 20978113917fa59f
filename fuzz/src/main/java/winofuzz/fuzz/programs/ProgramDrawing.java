package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.programs.TensorOp.Sides;
import winofuzz.ir.DType;
import winofuzz.ir.DType.Kind;

/**
 * Draws one program, a step at a time. Each step is evaluated on every sample as soon as it is
 * there, and drawn again where it has no value: all that comes out is defined, on all samples. That
 * is why it draws from random bits rather than from arbitraries, which know nothing of values.
 */
final class ProgramDrawing {
  /** How many inputs a program is given. */
  static final int SAMPLES = 3;

  private static final long MOST_ELEMENTS = 180;
  private static final int MOST_RANK = 4;

  /** How often a step is drawn again. */
  private static final int TRIES = 24;

  /** One program in so many has options. */
  private static final int OPTIONS_ONE_IN = 3;

  private static final List<DType> DTYPES =
      List.of(
          DType.INT32,
          DType.INT32,
          DType.INT32,
          DType.FLOAT32,
          DType.FLOAT32,
          uint(Kind.UINT8),
          uint(Kind.UINT8),
          DType.BOOL,
          uint(Kind.INT8),
          uint(Kind.INT16),
          uint(Kind.UINT16),
          uint(Kind.UINT32),
          DType.INT64,
          uint(Kind.UINT64),
          DType.FLOAT16,
          DType.BFLOAT16);

  private static final List<DType> TENSOR_CORE_DTYPES =
      List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16);

  /** Around what a tensor core takes. */
  private static final List<Integer> TENSOR_CORE_EXTENTS = List.of(8, 8, 8, 5, 9, 10);

  private static final List<Integer> EXTENTS = List.of(1, 2, 2, 3, 3, 4, 5, 5, 6, 7);

  private final Random random;
  private final ProgramBuilder builder = new ProgramBuilder(SAMPLES, MOST_ELEMENTS);
  private int latest;
  private boolean hasTensorCoreProduct;

  private ProgramDrawing(Random random) {
    this.random = random;
  }

  private static DType uint(Kind kind) {
    return DType.scalar(kind);
  }

  /** Draws a program. */
  static DrawnProgram draw(Random random) {
    return new ProgramDrawing(random).draw();
  }

  private DrawnProgram draw() {
    latest = input(new TensorType(any(DTYPES), shape()));
    int steps = 2 + random.nextInt(6);
    for (int i = 0; i < steps; i++) {
      latest = step();
    }
    if (builder.isInput(latest)) {
      latest = builder.step(new TensorOp.Contiguous(latest));
    }
    return builder.finish(latest, options());
  }

  /** Adds a step, or leaves it at the latest one if none was found that has a value. */
  private int step() {
    for (int i = 0; i < TRIES; i++) {
      try {
        TensorOp op = op();
        if (op != null) {
          return builder.step(op);
        }
      } catch (IllTypedException | UndefinedValueException e) {
        // Another one.
      }
    }
    return latest;
  }

  private @Nullable TensorOp op() {
    int x = random.nextInt(4) == 0 ? random.nextInt(builder.size()) : latest;
    TensorType type = builder.type(x);
    return switch (random.nextInt(27)) {
      case 0, 1, 2, 3 -> onElements(x);
      case 4, 5 -> new TensorOp.Cast(x, any(DTYPES));
      case 6, 7 -> reduce(x);
      case 8 -> type.rank() == 0 ? null : new TensorOp.Locate(coin(), x, axis(type));
      case 9, 10 -> reshape(x);
      case 11 -> new TensorOp.Permute(x, shuffled(type.rank()));
      case 12 -> expand(x);
      case 13, 14 -> pad(x);
      case 15 -> shrink(x);
      case 16 -> type.rank() == 0 ? null : new TensorOp.Flip(x, axes(type));
      case 17 -> new TensorOp.Repeat(x, each(type, _ -> 1 + random.nextInt(3)));
      case 18, 19 -> joined(x);
      case 20 -> type.rank() < 2 ? null : new TensorOp.Triangle(coin(), x, between(-2, 2));
      case 21, 22 -> gather(x);
      case 23, 24 -> product(x);
      case 25 -> new TensorOp.Bitcast(x, any(DTYPES));
      default -> new TensorOp.Contiguous(x); // 26
    };
  }

  private TensorOp onElements(int x) {
    DType dtype = builder.type(x).dtype();
    ElementOperation operation = any(List.of(ElementOperation.values()));
    if (operation == ElementOperation.WHERE) {
      int condition = like(new TensorType(DType.BOOL, mask(builder.type(x))));
      List<Integer> choices = coin() ? List.of(x, partner(x)) : List.of(partner(x), x);
      return new TensorOp.OnElements(
          operation, List.of(condition, choices.getFirst(), choices.getLast()));
    }
    if (!operation.takes(dtype)) {
      throw new IllTypedException("another operation");
    }
    if (operation.arity() == 1) {
      return new TensorOp.OnElements(operation, List.of(x));
    }
    int other = partner(x);
    return new TensorOp.OnElements(operation, coin() ? List.of(x, other) : List.of(other, x));
  }

  /** Returns the shape of a condition: that of a type, or with an axis of extent 1. */
  private List<Integer> mask(TensorType type) {
    List<Integer> shape = new ArrayList<>(type.shape());
    if (type.rank() > 0 && random.nextInt(3) == 0) {
      shape.set(axis(type), 1);
    }
    return shape;
  }

  /** Returns another result of the type of one: mostly a constant, or one that is there. */
  private int partner(int x) {
    TensorType type = builder.type(x);
    int[] same =
        IntStream.range(0, builder.size()).filter(i -> builder.type(i).equals(type)).toArray();
    return switch (random.nextInt(6)) {
      case 0, 1 -> same[random.nextInt(same.length)];
      case 2, 3 -> builder.step(new TensorOp.Full(type, constant(type.dtype())));
      default -> like(type);
    };
  }

  /** Returns a result of a type: a fresh input, a smaller one that is expanded, or a range. */
  private int like(TensorType type) {
    int choice = random.nextInt(8);
    if (choice == 0 && type.rank() == 1 && !type.dtype().isBool()) {
      return builder.step(new TensorOp.Count(type.dtype(), type.shape().getFirst()));
    }
    if (choice == 1 && type.rank() > 0) {
      List<Integer> narrow = new ArrayList<>(type.shape());
      narrow.set(axis(type), 1);
      int small = input(new TensorType(type.dtype(), narrow));
      return builder.step(new TensorOp.Expand(small, type.shape()));
    }
    return input(type);
  }

  private BigDecimal constant(DType dtype) {
    Tensor one = fill(dtype).drawn(new TensorType(dtype, List.of()), Hash.of(random.nextLong()));
    return one.elements().getFirst();
  }

  private InputFill fill(DType dtype) {
    return dtype.isInteger() && random.nextInt(4) == 0
        ? new InputFill.Edges()
        : new InputFill.Small();
  }

  private int input(TensorType type) {
    return input(type, fill(type.dtype()));
  }

  private int input(TensorType type, InputFill fill) {
    if (type.elements() > MOST_ELEMENTS) {
      throw new IllTypedException("expected a smaller input");
    }
    Hash seed = Hash.of(random.nextLong());
    return builder.input(
        IntStream.range(0, SAMPLES).mapToObj(i -> fill.drawn(type, seed.with(i))).toList());
  }

  private @Nullable TensorOp reduce(int x) {
    TensorType type = builder.type(x);
    if (type.rank() == 0) {
      return null;
    }
    ReduceKind kind =
        any(
            List.of(
                ReduceKind.SUM, ReduceKind.SUM, ReduceKind.SUM, any(List.of(ReduceKind.values()))));
    DType in = kind.accumulates() ? coin() ? type.dtype() : any(DTYPES) : null;
    return new TensorOp.Reduce(kind, x, axes(type), in);
  }

  /** Joins two axes, splits one, or adds or drops one of extent 1. */
  private @Nullable TensorOp reshape(int x) {
    List<Integer> shape = new ArrayList<>(builder.type(x).shape());
    int choice = random.nextInt(4);
    if (choice == 0 && shape.size() >= 2) {
      int at = random.nextInt(shape.size() - 1);
      shape.set(at, shape.get(at) * shape.remove(at + 1));
    } else if (choice == 1 && !shape.isEmpty() && shape.size() < MOST_RANK) {
      int at = random.nextInt(shape.size());
      int extent = shape.get(at);
      List<Integer> divisors =
          IntStream.range(2, extent).filter(d -> extent % d == 0).boxed().toList();
      if (divisors.isEmpty()) {
        return null;
      }
      int outer = any(divisors);
      shape.set(at, outer);
      shape.add(at + 1, extent / outer);
    } else if (choice == 2 && shape.size() < MOST_RANK) {
      shape.add(random.nextInt(shape.size() + 1), 1);
    } else if (!shape.isEmpty()) {
      // All in one, whatever the shape was.
      shape = List.of(Math.toIntExact(builder.type(x).elements()));
    }
    return shape.equals(builder.type(x).shape()) ? null : new TensorOp.Reshape(x, shape);
  }

  private @Nullable TensorOp expand(int x) {
    TensorType type = builder.type(x);
    List<Integer> shape = each(type, n -> n == 1 ? 2 + random.nextInt(4) : n);
    if (shape.equals(type.shape())) {
      if (type.rank() == MOST_RANK) {
        return null;
      }
      int axis = random.nextInt(type.rank() + 1);
      shape.add(axis, 1);
      int wide = builder.step(new TensorOp.Reshape(x, shape));
      shape.set(axis, 2 + random.nextInt(4));
      return new TensorOp.Expand(wide, shape);
    }
    return new TensorOp.Expand(x, shape);
  }

  private @Nullable TensorOp pad(int x) {
    TensorType type = builder.type(x);
    if (type.rank() == 0) {
      return null;
    }
    List<Sides> margins = new ArrayList<>();
    for (int i = 0; i < type.rank(); i++) {
      margins.add(coin() ? new Sides(0, 0) : new Sides(random.nextInt(3), random.nextInt(3)));
    }
    return new TensorOp.Pad(
        x, margins, random.nextInt(3) > 0 ? BigDecimal.ZERO : constant(type.dtype()));
  }

  private TensorOp shrink(int x) {
    List<Sides> parts = new ArrayList<>();
    for (int extent : builder.type(x).shape()) {
      int begin = coin() ? 0 : random.nextInt(extent);
      int end = coin() ? extent : begin + 1 + random.nextInt(extent - begin);
      parts.add(new Sides(begin, end));
    }
    return new TensorOp.Shrink(x, parts);
  }

  private TensorOp joined(int x) {
    TensorType type = builder.type(x);
    if (type.rank() == 0 || random.nextInt(3) == 0) {
      int other = partner(x);
      return new TensorOp.Stack(
          coin() ? List.of(x, other) : List.of(other, x), random.nextInt(type.rank() + 1));
    }
    int axis = axis(type);
    List<Integer> shape = new ArrayList<>(type.shape());
    if (coin()) {
      shape.set(axis, any(EXTENTS));
    }
    int other = partnerOf(new TensorType(type.dtype(), shape), x);
    return new TensorOp.Concatenate(coin() ? List.of(x, other) : List.of(other, x), axis);
  }

  private int partnerOf(TensorType type, int x) {
    return type.equals(builder.type(x)) ? partner(x) : like(type);
  }

  /** Rows of a result by an index, or the result as the index of rows. */
  private @Nullable TensorOp gather(int x) {
    TensorType type = builder.type(x);
    if (type.dtype().isInteger() && coin()) {
      // Its values decide whether they are in range.
      int extent = any(EXTENTS) + 3;
      List<Integer> rows = coin() ? List.of(extent) : List.of(extent, any(EXTENTS));
      return new TensorOp.Gather(input(new TensorType(any(DTYPES), rows)), x);
    }
    if (type.rank() == 0) {
      return null;
    }
    DType dtype = random.nextInt(4) == 0 ? DType.INT64 : DType.INT32;
    List<Integer> shape = coin() ? List.of(any(EXTENTS)) : List.of(any(EXTENTS), any(EXTENTS));
    int extent = type.shape().getFirst();
    InputFill fill = new InputFill.Between(coin() ? 0 : -extent, extent - 1);
    return new TensorOp.Gather(x, input(new TensorType(dtype, shape), fill));
  }

  /** A matrix by another one, or two fresh ones that tensor cores may take. */
  private TensorOp product(int x) {
    TensorType type = builder.type(x);
    if (type.rank() == 2 && !type.dtype().isBool() && coin()) {
      int other = like(new TensorType(type.dtype(), List.of(type.shape().getLast(), any(EXTENTS))));
      return new TensorOp.MatrixProduct(x, other, coin() ? type.dtype() : any(DTYPES));
    }
    DType dtype = any(TENSOR_CORE_DTYPES);
    int inner = any(TENSOR_CORE_EXTENTS);
    InputFill fill = new InputFill.Between(-1, 2);
    int left = input(new TensorType(dtype, List.of(any(TENSOR_CORE_EXTENTS), inner)), fill);
    int right = input(new TensorType(dtype, List.of(inner, any(TENSOR_CORE_EXTENTS))), fill);
    hasTensorCoreProduct = true;
    return new TensorOp.MatrixProduct(left, right, coin() ? dtype : DType.FLOAT32);
  }

  private List<String> options() {
    if (hasTensorCoreProduct && coin()) {
      return ScheduleOption.drawnWithTensorCores(random);
    }
    return random.nextInt(OPTIONS_ONE_IN) > 0 ? List.of() : ScheduleOption.drawn(random);
  }

  private List<Integer> shape() {
    int rank = any(List.of(1, 1, 2, 2, 2, 3, 3));
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int extent = any(EXTENTS);
      shape.add(TensorType.elements(shape) * extent > MOST_ELEMENTS ? 1 : extent);
    }
    return shape;
  }

  /** A number for each axis. */
  private interface OfExtent {
    int apply(int extent);
  }

  private static List<Integer> each(TensorType type, OfExtent number) {
    List<Integer> result = new ArrayList<>();
    type.shape().forEach(n -> result.add(number.apply(n)));
    return result;
  }

  private List<Integer> shuffled(int count) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  private int axis(TensorType type) {
    return random.nextInt(type.rank());
  }

  private List<Integer> axes(TensorType type) {
    int count = coin() ? 1 : 1 + random.nextInt(type.rank());
    return shuffled(type.rank()).subList(0, count).stream().sorted().toList();
  }

  private int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  private boolean coin() {
    return random.nextBoolean();
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
