package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Which of the elements that many lanes access lie next to each other. */
final class Accesses {
  /** Widths an access may have, tried in this order, for the types that are accessed so. */
  private static final int[] WIDTHS = {4, 2, 1};

  private static final int[] SINGLE = {1};

  private Accesses() {}

  /**
   * An access to one or more elements side by side.
   *
   * @param pointer to all of them
   * @param lanes for each element, the lanes that access it
   */
  record Access(UOp pointer, List<List<Integer>> lanes) {
    int width() {
      return lanes.size();
    }

    /** Whether nothing must be accessed. */
    boolean isInvalid() {
      return width() == 1 && pointer.src(1).isInvalid();
    }
  }

  /**
   * What elements with known distances have in common.
   *
   * @param gate when they may be accessed, null for always
   * @param base what a constant is added to, null if they are constants
   */
  private record Neighbourhood(@Nullable UOp gate, @Nullable UOp base) {}

  /**
   * Accesses that together are those of all lanes.
   *
   * @param pointers an INDEX of one memory for each lane, with concrete types
   */
  static List<Access> of(UOp[] pointers) {
    Map<Neighbourhood, SortedMap<Long, List<Integer>>> places = new LinkedHashMap<>();
    List<Integer> nowhere = new ArrayList<>();
    for (int lane = 0; lane < pointers.length; lane++) {
      UOp index = pointers[lane].src(1);
      if (index.isInvalid()) {
        nowhere.add(lane);
        continue;
      }
      UOp constant =
          index.is(Op.CONST)
              ? index
              : index.is(Op.ADD) && index.src(1).is(Op.CONST) ? index.src(1) : null;
      UOp base = index.is(Op.CONST) ? null : constant == null ? index : index.src(0);
      places
          .computeIfAbsent(
              new Neighbourhood(Pointers.gate(pointers[lane]), base), n -> new TreeMap<>())
          .computeIfAbsent(constant == null ? 0 : constant.intValue(), o -> new ArrayList<>())
          .add(lane);
    }
    List<Access> result = new ArrayList<>();
    if (!nowhere.isEmpty()) {
      result.add(new Access(pointers[nowhere.getFirst()], List.of(nowhere)));
    }
    places.values().forEach(elements -> addRuns(elements, pointers, result));
    return result;
  }

  private static void addRuns(
      SortedMap<Long, List<Integer>> elements, UOp[] pointers, List<Access> result) {
    List<List<Integer>> run = new ArrayList<>();
    long next = 0;
    for (Map.Entry<Long, List<Integer>> element : elements.entrySet()) {
      if (!run.isEmpty() && element.getKey() != next) {
        addRun(run, pointers, result);
        run = new ArrayList<>();
      }
      run.add(element.getValue());
      next = element.getKey() + 1;
    }
    addRun(run, pointers, result);
  }

  /** Cuts a run of neighbours into accesses that its start is aligned for. */
  private static void addRun(List<List<Integer>> run, UOp[] pointers, List<Access> result) {
    UOp start = pointers[run.getFirst().getFirst()];
    int[] widths = hasVectors(start.dtype()) ? WIDTHS : SINGLE;
    int at = 0;
    while (at < run.size()) {
      for (int width : widths) {
        if (width <= run.size() - at && Alignment.isMultiple(start.src(1), width)) {
          List<List<Integer>> lanes = run.subList(at, at + width);
          result.add(new Access(pointer(pointers[lanes.getFirst().getFirst()], width), lanes));
          at += width;
          break;
        }
      }
    }
  }

  private static boolean hasVectors(DType pointer) {
    boolean kind =
        switch (pointer.kind()) {
          case FLOAT32, FLOAT16 -> true;
          case BFLOAT16, FLOAT64 -> false;
          case BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> false;
          case INDEX, VOID -> false;
        };
    return kind && pointer.requirePointer().space() != AddressSpace.REGISTER;
  }

  private static UOp pointer(UOp element, int width) {
    if (width == 1) {
      return element;
    }
    DType type = element.dtype();
    DType.Pointer pointer = type.requirePointer();
    return UOp.of(
        Op.CAST, type.pointee().vector(width).pointer(pointer.space(), pointer.size()), element);
  }
}
