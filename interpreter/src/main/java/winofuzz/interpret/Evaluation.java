package winofuzz.interpret;

import java.util.List;
import java.util.Map;
import winofuzz.ir.UOp;

/**
 * The outcome of an evaluation.
 *
 * @param output the result, in the order of its memory
 * @param arithmetic what it was computed with
 * @param outside reads outside of their buffers
 * @param probes the values of the nodes that were asked for and evaluated
 * @param memories what the inputs and, where there are kernels, the other memories hold at the end,
 *     by name
 */
public record Evaluation(
    Values output,
    Used arithmetic,
    OutsideReads outside,
    Map<UOp, Probe> probes,
    Map<String, Values> memories) {
  public Evaluation {
    probes = Map.copyOf(probes);
    memories = Map.copyOf(memories);
  }

  /** The arithmetic of an evaluation. */
  public enum Used {
    /** Integers in doubles, proven not to round. */
    SCALED_INTEGERS,
    /** Integers in doubles where proven not to round, big integers elsewhere. */
    BIG_INTEGERS,
    /** Rounded arithmetic, each operation in its own type. */
    IEEE,
    /** Bounds for all inputs of some magnitude. */
    MAGNITUDES,
    /** Integers modulo 2^61 - 1. */
    RESIDUES,
    /** Rounded arithmetic with a running bound on what rounding lost. */
    BOUNDED_IEEE
  }

  /**
   * The value of a node.
   *
   * @param ranges what the value is laid out over, the last one fastest; empty at stage tensor
   * @param extents of the layout; at stage linear the threads of the launch and then the lanes of
   *     the value follow those of the ranges
   * @param values the elements
   */
  public record Probe(List<UOp> ranges, List<Integer> extents, Values values) {
    public Probe {
      ranges = List.copyOf(ranges);
      extents = List.copyOf(extents);
    }
  }
}
