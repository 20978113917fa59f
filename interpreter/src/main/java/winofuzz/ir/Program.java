package winofuzz.ir;

import java.util.List;
import java.util.Map;

/** A whole computation at one stage, ready to be evaluated. */
public sealed interface Program {
  Stage stage();

  /**
   * One graph, at stages tensor and ranged.
   *
   * @param stage tensor or ranged
   * @param sink a SINK with one operand, the output: at stage tensor a node with a shape, at stage
   *     ranged a BUFFERIZE
   * @param inputs the name of each BUFFER that is read
   */
  record Whole(Stage stage, UOp sink, Map<UOp, String> inputs) implements Program {
    public Whole {
      inputs = Map.copyOf(inputs);
    }

    /** Returns the node whose value is the result. */
    public UOp output() {
      return sink.src(0);
    }
  }

  /**
   * Kernels in launch order, from stage kernel on.
   *
   * @param stage kernel, optimized or linear
   * @param memories what the kernels read and write
   * @param kernels in launch order
   */
  record Scheduled(Stage stage, List<Memory> memories, List<Kernel> kernels) implements Program {
    public Scheduled {
      memories = List.copyOf(memories);
      kernels = List.copyOf(kernels);
    }
  }
}
