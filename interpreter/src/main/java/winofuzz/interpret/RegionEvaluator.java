package winofuzz.interpret;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;

/**
 * Evaluates the nodes of a {@link Region}: the value of a node is an array over the points of the
 * ranges it depends on, computed by one loop.
 *
 * <p>The cost is elements times nodes. Where an array would be too large the result's outer ranges
 * are cut into slices, evaluated one after the other; what does not depend on them is kept.
 */
final class RegionEvaluator {
  /** The size of an array from which the region is cut into slices. */
  static final int SLICE_ELEMENTS = 1 << 19;

  /** A value and what it is laid out over. */
  record Cell(Space space, Values values) {}

  /** Part of a range. */
  private record Cut(int start, int length) {}

  private final Machine machine;
  private final Function<UOp, Values> buffers;
  private final Set<UOp> probes;
  private final Map<UOp, Cell> probed = new HashMap<>();

  private Map<UOp, Cut> cuts = Map.of();

  /** The spaces of the region's layouts under these cuts. */
  private final IdentityHashMap<List<UOp>, Space> spaces = new IdentityHashMap<>();

  /** The value of each node of the region, while it is needed. */
  private @Nullable Cell[] cells = {};

  /** Takes the values of the roots for part of the result. */
  @FunctionalInterface
  interface Consumer {
    /**
     * @param cells a value for each root
     * @param slice the points of the result's ranges that they are for
     */
    void accept(List<Cell> cells, Space slice);
  }

  /**
   * @param buffers what a BUFFER, BUFFERIZE or DEFINE_GLOBAL holds
   * @param probes nodes whose values are to be kept
   */
  RegionEvaluator(Machine machine, Function<UOp, Values> buffers, Set<UOp> probes) {
    this.machine = machine;
    this.buffers = buffers;
    this.probes = probes;
  }

  /** Returns the values of the nodes that were to be kept, as far as they were met. */
  Map<UOp, Cell> probed() {
    return Collections.unmodifiableMap(probed);
  }

  /** Evaluates roots, slice by slice in the order of the result's ranges. */
  void evaluate(List<UOp> roots, List<UOp> outer, Consumer consumer) {
    Region region = new Region(roots, outer, probes);
    cells = new Cell[region.size()];
    for (Map<UOp, Cut> slice : slices(region, outer)) {
      cuts = slice;
      spaces.clear();
      consumer.accept(evaluateSlice(region), spaceOf(outer));
    }
  }

  private List<Cell> evaluateSlice(Region region) {
    int[] used = new int[cells.length];
    for (int i = 0; i < cells.length; i++) {
      if (region.isFused(i) || cells[i] != null) {
        continue;
      }
      Cell cell = evaluate(region, i);
      cells[i] = cell;
      if (probes.contains(region.node(i))) {
        probed.put(region.node(i), cell);
      }
      release(region, i, used);
    }
    List<Cell> result = new ArrayList<>();
    for (int root : region.roots()) {
      result.add(Objects.requireNonNull(cells[root]));
    }
    for (int i = 0; i < cells.length; i++) {
      if (isCut(region, i)) {
        cells[i] = null;
      }
    }
    return result;
  }

  /** Forgets the operands that were used for the last time. */
  private void release(Region region, int number, int[] used) {
    for (int k = 0; k < region.node(number).arity(); k++) {
      int operand = region.operand(number, k);
      if (operand != Region.OUTSIDE) {
        if (region.isFused(operand)) {
          release(region, operand, used);
        } else if (++used[operand] == region.uses(operand)
            && (cuts.isEmpty() || isCut(region, operand))) {
          cells[operand] = null;
        }
      }
    }
  }

  /** Whether a node differs from slice to slice; any other is kept for the next slice. */
  private boolean isCut(Region region, int number) {
    return !cuts.isEmpty() && region.rangesOf(number).stream().anyMatch(cuts::containsKey);
  }

  private static int extent(UOp range) {
    return Math.toIntExact(range.max() + 1);
  }

  private List<Map<UOp, Cut>> slices(Region region, List<UOp> outer) {
    Map<UOp, Integer> lengths = new LinkedHashMap<>();
    if (probes.isEmpty() && largest(region, lengths) > SLICE_ELEMENTS) {
      for (UOp range : outer) {
        int length = extent(range);
        while (length > 1 && largest(region, lengths) > SLICE_ELEMENTS) {
          length = (length + 1) / 2;
          lengths.put(range, length);
        }
      }
    }
    List<Map<UOp, Cut>> result = new ArrayList<>();
    result.add(Map.of());
    for (Map.Entry<UOp, Integer> cut : lengths.entrySet()) {
      List<Map<UOp, Cut>> finer = new ArrayList<>();
      for (Map<UOp, Cut> slice : result) {
        int end = extent(cut.getKey());
        for (int start = 0; start < end; start += cut.getValue()) {
          Map<UOp, Cut> part = new HashMap<>(slice);
          part.put(cut.getKey(), new Cut(start, Math.min(cut.getValue(), end - start)));
          finer.add(part);
        }
      }
      result = finer;
    }
    return result;
  }

  private static long largest(Region region, Map<UOp, Integer> lengths) {
    long result = 0;
    for (List<UOp> layout : region.layouts()) {
      double size = 1;
      for (UOp range : layout) {
        Integer length = lengths.get(range);
        size *= length == null ? extent(range) : length;
      }
      result = Math.max(result, (long) size);
    }
    return result;
  }

  /** What the array of a node is laid out over. */
  private Space layout(Region region, int number) {
    return spaces.computeIfAbsent(region.rangesOf(number), this::spaceOf);
  }

  private Space spaceOf(List<UOp> ranges) {
    List<Integer> extents = new ArrayList<>(ranges.size());
    List<Integer> starts = new ArrayList<>(ranges.size());
    for (UOp range : ranges) {
      Cut cut = cuts.get(range);
      extents.add(cut == null ? extent(range) : cut.length);
      starts.add(cut == null ? 0 : cut.start);
    }
    return new Space(ranges, extents, starts);
  }

  /** Returns the value of an operand of a node. */
  private Cell cell(Region region, int number, int index) {
    int operand = region.operand(number, index);
    Cell result = operand == Region.OUTSIDE ? null : cells[operand];
    if (result == null) {
      throw new EvaluationException(
          "expected a value as operand, found " + region.node(number).src(index));
    }
    return result;
  }

  private Cell evaluate(Region region, int number) {
    UOp node = region.node(number);
    machine.countEvaluation();
    try {
      return switch (node.op()) {
        case CONST -> new Cell(Space.POINT, machine.constant(node));
        case RANGE -> range(node);
        case INDEX -> index(region, number);
        case LOAD -> load(region, number);
        case REDUCE -> reduce(region, number);
        case WMMA ->
            new MatrixFragments(machine, node)
                .multiply(cellsOf(region, number), layout(region, number).ranges(), this::spaceOf);
        // A gathered axis stays an axis of the array; the WMMA knows which.
        case CONTRACT, UNROLL, NOOP, CONTIGUOUS -> cell(region, number, 0);
        case SINK, UNIQUE, DEVICE, BUFFER, BUFFERIZE, SUBSTITUTE -> unexpected(node);
        case RESHAPE, PERMUTE, EXPAND, PAD, SHRINK, FLIP -> unexpected(node);
        case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER, DEFINE_VAR, SPECIAL -> unexpected(node);
        case REDUCE_AXIS, GEP, VECTORIZE, CAT, PTRCAT, VCONST -> unexpected(node);
        case STORE, BARRIER, IF, ENDRANGE, ENDIF -> unexpected(node);
        case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> elementwise(region, number);
        case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> elementwise(region, number);
        case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> elementwise(region, number);
      };
    } catch (EvaluationException | ArithmeticException e) {
      throw EvaluationException.at(node, e);
    }
  }

  private static Cell unexpected(UOp node) {
    throw new EvaluationException(node + ": expected no " + node.op() + " among ranges");
  }

  private List<Cell> cellsOf(Region region, int number) {
    return IntStream.range(0, region.node(number).arity())
        .mapToObj(k -> cell(region, number, k))
        .toList();
  }

  private Cell range(UOp node) {
    Space space = spaceOf(List.of(node));
    return new Cell(
        space,
        Machine.counting(node.dtype(), space.starts().getFirst(), space.extents().getFirst()));
  }

  private Cell elementwise(Region region, int number) {
    UOp node = region.node(number);
    Space space = layout(region, number);
    List<Values> operands = new ArrayList<>(node.arity());
    int[][] strides = new int[node.arity() + 1][];
    strides[0] = space.strides();
    for (int i = 0; i < node.arity(); i++) {
      Cell operand = cell(region, number, i);
      operands.add(operand.values());
      strides[i + 1] = operand.space().stridesAlong(space);
    }
    Walk walk = new Walk(space.extentArray(), strides);
    return new Cell(space, machine.elementwise(node, space.size(), walk, operands));
  }

  private Cell reduce(Region region, int number) {
    UOp node = region.node(number);
    Space space = layout(region, number);
    List<UOp> along = new ArrayList<>(Region.closedBy(node));
    along.addAll(space.ranges());
    int[] extents = spaceOf(along).extentArray();
    int[] result = space.stridesAlong(along);
    Arithmetic arithmetic = machine.of(node.dtype());
    DType dtype = node.dtype().scalar();
    int product = region.operand(number, 0);
    if (product != Region.OUTSIDE && region.isFused(product)) {
      Cell a = cell(region, product, 0);
      Cell b = cell(region, product, 1);
      Walk walk =
          new Walk(extents, result, a.space().stridesAlong(along), b.space().stridesAlong(along));
      machine.countElements(walk.points());
      return new Cell(
          space, arithmetic.sumProducts(dtype, space.size(), walk, a.values(), b.values()));
    }
    Cell a = cell(region, number, 0);
    Walk walk = new Walk(extents, result, a.space().stridesAlong(along));
    machine.countElements(walk.points());
    Reduction fold = Reduction.of(((Arg.Fold) node.arg()).op());
    return new Cell(space, arithmetic.fold(fold, dtype, space.size(), walk, a.values()));
  }

  // *** memory

  /** Evaluates an INDEX: at stage ranged to elements, later to their places in memory. */
  private Cell index(Region region, int number) {
    UOp node = region.node(number);
    UOp buffer = node.src(0);
    Space space = layout(region, number);
    Values memory = buffers.apply(buffer.base());
    long[] places = places(region, number, space);
    if (node.dtype().isPointer()) {
      return new Cell(space, new Integers(DType.INDEX, places));
    }
    machine.monitor().checkReads(node, places, memory.size(), space::describe);
    return new Cell(space, machine.gather(node.dtype(), places, memory));
  }

  private Cell load(Region region, int number) {
    UOp node = region.node(number);
    UOp index = node.src(0);
    Values memory = buffers.apply(index.src(0).base());
    Cell places = cell(region, number, 0);
    long[] checked = ((Integers) places.values()).cells.clone();
    machine.monitor().checkReads(index, checked, memory.size(), places.space()::describe);
    Cell loaded = new Cell(places.space(), machine.gather(node.dtype(), checked, memory));
    if (node.arity() < 2) {
      return loaded;
    }
    return alternative(region, number, loaded, checked);
  }

  /** Replaces what was not accessed by the second operand of the load. */
  private Cell alternative(Region region, int number, Cell loaded, long[] places) {
    UOp node = region.node(number);
    Cell other = cell(region, number, 1);
    Space space = layout(region, number);
    long[] accessed = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      accessed[i] = places[i] == Access.NONE ? 0 : 1;
    }
    int[] own = loaded.space().stridesAlong(space);
    Walk walk =
        new Walk(space.extentArray(), space.strides(), own, own, other.space().stridesAlong(space));
    return new Cell(
        space,
        machine
            .of(node.dtype())
            .where(
                node.dtype().scalar(),
                space.size(),
                walk,
                new Integers(DType.BOOL, accessed),
                loaded.values(),
                other.values()));
  }

  /** Returns the flat places in memory that an INDEX points to, or marks. */
  private long[] places(Region region, int number, Space space) {
    UOp node = region.node(number);
    boolean gated = node.arity() == 3 && node.src(2).dtype().isBool();
    List<UOp> indices = gated ? List.of(node.src(1)) : node.srcFrom(1);
    List<Integer> shape = node.src(0).shapeOrNull();
    int[] along = space.strides();
    long[] flat = new long[space.size()];
    for (int axis = 0; axis < indices.size(); axis++) {
      Cell index = cell(region, number, axis + 1);
      long[] source = ((Integers) index.values()).cells;
      Walk walk = new Walk(space.extentArray(), along, index.space().stridesAlong(space));
      if (indices.size() == 1) {
        walk.rows((at, n) -> LongRows.LONGS.collect(source, at[1], walk.step(1), flat, at[0], n));
      } else {
        if (shape == null || shape.size() != indices.size()) {
          throw new EvaluationException(
              node + ": expected one index for each axis of shape " + shape);
        }
        addAxis(node, space, walk, source, shape.get(axis), flat);
      }
    }
    if (gated) {
      close(cell(region, number, 2), space, flat);
    }
    return flat;
  }

  private void addAxis(UOp node, Space space, Walk walk, long[] source, int extent, long[] flat) {
    int step = walk.step(1);
    AccessMonitor monitor = machine.monitor();
    walk.rows(
        (at, n) -> {
          for (int i = 0; i < n; i++) {
            long index = source[at[1] + i * step];
            int place = at[0] + i;
            if (flat[place] >= 0) {
              flat[place] =
                  index >= 0 && index < extent
                      ? flat[place] * extent + index
                      : monitor.outsideOrMark(node, index, extent, place, space::describe);
            }
          }
        });
  }

  private static void close(Cell gate, Space space, long[] flat) {
    long[] open = ((Integers) gate.values()).cells;
    Walk walk = new Walk(space.extentArray(), space.strides(), gate.space().stridesAlong(space));
    int step = walk.step(1);
    walk.rows(
        (at, n) -> {
          for (int i = 0; i < n; i++) {
            if (open[at[1] + i * step] == 0) {
              flat[at[0] + i] = Access.NONE;
            }
          }
        });
  }
}
