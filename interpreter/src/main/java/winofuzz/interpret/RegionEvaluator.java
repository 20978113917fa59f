package winofuzz.interpret;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Evaluates the nodes of a {@link Region}: the value of a node is an array over the points of the
 * ranges it depends on, computed by one loop.
 *
 * <p>The cost is elements times nodes. Where an array would be too large the result's outer ranges
 * are cut into slices, evaluated one after the other; what does not depend on them is kept.
 */
final class RegionEvaluator {
  /** How many elements an array may have before the region is cut into slices. */
  static final int SLICE_ELEMENTS = 1 << 22;

  /** A value and what it is laid out over. */
  record Cell(Space space, Values values) {}

  /** Part of a range. */
  private record Cut(int start, int length) {}

  private final Machine machine;
  private final Function<UOp, Values> buffers;
  private final Set<UOp> probes;
  private final Map<UOp, Cell> probed = new HashMap<>();

  private Map<UOp, Cut> cuts = Map.of();
  private final Map<UOp, Cell> cells = new HashMap<>();

  /** What is done with the values of the roots for part of the result. */
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

  /** The values of the nodes that were to be kept, as far as they were met. */
  Map<UOp, Cell> probed() {
    return Collections.unmodifiableMap(probed);
  }

  /** Evaluates roots, slice by slice in the order of the result's ranges. */
  void evaluate(List<UOp> roots, List<UOp> outer, Consumer consumer) {
    Region region = new Region(roots, outer, probes);
    for (Map<UOp, Cut> slice : slices(region, outer)) {
      cuts = slice;
      consumer.accept(evaluateSlice(region, roots), spaceOf(outer));
    }
    cells.clear();
    cuts = Map.of();
  }

  private List<Cell> evaluateSlice(Region region, List<UOp> roots) {
    Map<UOp, Integer> left = new HashMap<>();
    for (UOp node : region.nodes()) {
      if (region.isFused(node) || cells.containsKey(node)) {
        continue;
      }
      Cell cell = evaluate(region, node);
      cells.put(node, cell);
      if (probes.contains(node)) {
        probed.put(node, cell);
      }
      if (!region.isFused(node)) {
        release(region, node, left);
      }
    }
    List<Cell> result = new ArrayList<>();
    for (UOp root : roots) {
      result.add(cells.get(root));
    }
    cells.keySet().removeIf(node -> region.rangesOf(node).stream().anyMatch(cuts::containsKey));
    return result;
  }

  /** Forgets the operands that were used for the last time. */
  private void release(Region region, UOp node, Map<UOp, Integer> left) {
    for (UOp operand : node.src()) {
      if (region.isFused(operand)) {
        release(region, operand, left);
      } else if (left.merge(operand, region.uses(operand) - 1, (a, b) -> a - 1) == 0
          && isDropped(region, operand)) {
        cells.remove(operand);
      }
    }
  }

  /** What does not change from slice to slice is kept for the next one. */
  private boolean isDropped(Region region, UOp node) {
    return cuts.isEmpty() || region.rangesOf(node).stream().anyMatch(cuts::containsKey);
  }

  private static int extent(UOp range) {
    return Math.toIntExact(range.max() + 1);
  }

  private List<Map<UOp, Cut>> slices(Region region, List<UOp> outer) {
    Map<UOp, Integer> lengths = new LinkedHashMap<>();
    if (probes.isEmpty()) {
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
    for (UOp node : region.nodes()) {
      if (!region.isFused(node)) {
        double size = 1;
        for (UOp range : region.rangesOf(node)) {
          Integer length = lengths.get(range);
          size *= length == null ? extent(range) : length;
        }
        result = Math.max(result, (long) size);
      }
    }
    return result;
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

  private Cell cell(UOp node) {
    Cell result = cells.get(node);
    if (result == null) {
      throw new EvaluationException("expected a value as operand, found " + node);
    }
    return result;
  }

  private Cell evaluate(Region region, UOp node) {
    try {
      return switch (node.op()) {
        case CONST -> new Cell(Space.POINT, machine.constant(node));
        case RANGE -> range(node);
        case INDEX -> index(region, node);
        case LOAD -> load(region, node);
        case REDUCE -> reduce(region, node);
        case WMMA ->
            new MatrixFragments(machine, node)
                .multiply(cellsOf(node), region.rangesOf(node), this::spaceOf);
        // A gathered axis stays an axis of the array; the WMMA knows which one it is.
        case CONTRACT, UNROLL, NOOP, CONTIGUOUS -> cell(node.src(0));
        case SINK, UNIQUE, DEVICE, BUFFER, BUFFERIZE, SUBSTITUTE -> unexpected(node);
        case RESHAPE, PERMUTE, EXPAND, PAD, SHRINK, FLIP -> unexpected(node);
        case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER, DEFINE_VAR, SPECIAL -> unexpected(node);
        case REDUCE_AXIS, GEP, VECTORIZE, CAT, PTRCAT, VCONST -> unexpected(node);
        case STORE, BARRIER, IF, ENDRANGE, ENDIF -> unexpected(node);
        case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> elementwise(region, node);
        case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> elementwise(region, node);
        case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> elementwise(region, node);
      };
    } catch (EvaluationException | ArithmeticException e) {
      throw EvaluationException.at(node, e);
    }
  }

  private static Cell unexpected(UOp node) {
    throw new EvaluationException(node + ": expected no " + node.op() + " among ranges");
  }

  private List<Cell> cellsOf(UOp node) {
    return node.src().stream().map(this::cell).toList();
  }

  private Cell range(UOp node) {
    Space space = spaceOf(List.of(node));
    return new Cell(
        space,
        Machine.counting(node.dtype(), space.starts().getFirst(), space.extents().getFirst()));
  }

  private Cell elementwise(Region region, UOp node) {
    Space space = spaceOf(region.rangesOf(node));
    List<Values> operands = new ArrayList<>(node.arity());
    int[][] strides = new int[node.arity() + 1][];
    strides[0] = space.stridesAlong(space.ranges());
    for (int i = 0; i < node.arity(); i++) {
      Cell operand = cell(node.src(i));
      operands.add(operand.values());
      strides[i + 1] = operand.space().stridesAlong(space.ranges());
    }
    Walk walk = new Walk(space.extentArray(), strides);
    return new Cell(space, machine.elementwise(node, space.size(), walk, operands));
  }

  private Cell reduce(Region region, UOp node) {
    Op fold = ((Arg.Fold) node.arg()).op();
    Space space = spaceOf(region.rangesOf(node));
    List<UOp> along = new ArrayList<>(Region.closedBy(node));
    along.addAll(space.ranges());
    int[] extents = spaceOf(along).extentArray();
    int[] result = space.stridesAlong(along);
    Arithmetic arithmetic = machine.of(node.dtype());
    DType dtype = node.dtype().scalar();
    UOp operand = node.src(0);
    if (region.isFused(operand)) {
      Cell a = cell(operand.src(0));
      Cell b = cell(operand.src(1));
      Walk walk =
          new Walk(extents, result, a.space().stridesAlong(along), b.space().stridesAlong(along));
      return new Cell(
          space, arithmetic.foldProducts(fold, dtype, space.size(), walk, a.values(), b.values()));
    }
    Cell a = cell(operand);
    Walk walk = new Walk(extents, result, a.space().stridesAlong(along));
    return new Cell(space, arithmetic.fold(fold, dtype, space.size(), walk, a.values()));
  }

  // *** memory

  /** At stage ranged the element itself, later the checked place of it in its memory. */
  private Cell index(Region region, UOp node) {
    UOp buffer = node.src(0);
    Space space = spaceOf(region.rangesOf(node));
    Values memory = buffers.apply(buffer.base());
    long[] places = places(node, space);
    if (node.dtype().isPointer()) {
      return new Cell(space, new Integers(DType.INDEX, places));
    }
    machine.monitor().checkReads(node, places, memory.size(), space::describe);
    return new Cell(space, machine.gather(node.dtype(), places, memory));
  }

  private Cell load(Region region, UOp node) {
    UOp index = node.src(0);
    Values memory = buffers.apply(index.src(0).base());
    Cell places = cell(index);
    long[] checked = ((Integers) places.values()).cells.clone();
    machine.monitor().checkReads(index, checked, memory.size(), places.space()::describe);
    Cell loaded = new Cell(places.space(), machine.gather(node.dtype(), checked, memory));
    if (node.arity() < 2) {
      return loaded;
    }
    return alternative(region, node, loaded, checked);
  }

  /** Where the index was no access, the load's second operand. */
  private Cell alternative(Region region, UOp node, Cell loaded, long[] places) {
    Cell other = cell(node.src(1));
    Space space = spaceOf(region.rangesOf(node));
    long[] accessed = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      accessed[i] = places[i] == Access.NONE ? 0 : 1;
    }
    int[] own = loaded.space().stridesAlong(space.ranges());
    Walk walk =
        new Walk(
            space.extentArray(),
            space.stridesAlong(space.ranges()),
            own,
            own,
            other.space().stridesAlong(space.ranges()));
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

  /** Where in its memory an INDEX points: flat, or a mark. */
  private long[] places(UOp node, Space space) {
    boolean gated = node.arity() == 3 && node.src(2).dtype().isBool();
    List<UOp> indices = gated ? List.of(node.src(1)) : node.srcFrom(1);
    List<Integer> shape = node.src(0).shapeOrNull();
    int[] along = space.stridesAlong(space.ranges());
    long[] flat = new long[space.size()];
    for (int axis = 0; axis < indices.size(); axis++) {
      Cell index = cell(indices.get(axis));
      long[] source = ((Integers) index.values()).cells;
      Walk walk = new Walk(space.extentArray(), along, index.space().stridesAlong(space.ranges()));
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
      close(cell(node.src(2)), space, flat);
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
    Walk walk =
        new Walk(
            space.extentArray(),
            space.stridesAlong(space.ranges()),
            gate.space().stridesAlong(space.ranges()));
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
