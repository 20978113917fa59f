package winofuzz.ir;

import java.util.EnumSet;
import java.util.Set;

/** Which operations appear at which stages. */
final class StageRules {
  private static final Set<Stage> ALL =
      EnumSet.of(Stage.TENSOR, Stage.RANGED, Stage.KERNEL, Stage.OPTIMIZED, Stage.LINEAR);
  private static final Set<Stage> WHOLE = EnumSet.of(Stage.TENSOR, Stage.RANGED);
  private static final Set<Stage> TENSOR = EnumSet.of(Stage.TENSOR);
  private static final Set<Stage> FROM_RANGED =
      EnumSet.of(Stage.RANGED, Stage.KERNEL, Stage.OPTIMIZED, Stage.LINEAR);
  private static final Set<Stage> GRAPHS_OF_RANGES =
      EnumSet.of(Stage.RANGED, Stage.KERNEL, Stage.OPTIMIZED);
  private static final Set<Stage> KERNELS = EnumSet.of(Stage.KERNEL, Stage.OPTIMIZED, Stage.LINEAR);
  private static final Set<Stage> OPTIMIZED = EnumSet.of(Stage.OPTIMIZED);
  private static final Set<Stage> FROM_OPTIMIZED = EnumSet.of(Stage.OPTIMIZED, Stage.LINEAR);
  private static final Set<Stage> LINEAR = EnumSet.of(Stage.LINEAR);
  private static final Set<Stage> NONE = EnumSet.noneOf(Stage.class);

  private StageRules() {}

  /** The stages an operation appears at. */
  static Set<Stage> stagesOf(Op op) {
    return switch (op) {
      case NOOP, SINK, CONST -> ALL;
      case UNIQUE, DEVICE, BUFFER -> WHOLE;
      case PERMUTE, EXPAND, PAD, SHRINK, FLIP, REDUCE_AXIS -> TENSOR;
      // On ranges, what is left of tensors: the shape an output is seen in, a value once kept.
      case RESHAPE, CONTIGUOUS -> WHOLE;
      // Amounts of movement ops, and vectors of constants in instructions.
      case VCONST -> EnumSet.of(Stage.TENSOR, Stage.RANGED, Stage.LINEAR);
      case BUFFERIZE, REDUCE -> GRAPHS_OF_RANGES;
      case RANGE, INDEX -> FROM_RANGED;
      case DEFINE_GLOBAL, DEFINE_VAR, LOAD, STORE -> KERNELS;
      case UNROLL, CONTRACT -> OPTIMIZED;
      case WMMA -> FROM_OPTIMIZED;
      case DEFINE_LOCAL, DEFINE_REGISTER, SPECIAL, GEP, VECTORIZE -> LINEAR;
      case BARRIER, IF, ENDRANGE, ENDIF -> LINEAR;
      case SUBSTITUTE, CAT, PTRCAT -> NONE;
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> ALL;
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ, XOR, OR, AND -> ALL;
      case SUB, FDIV, POW, WHERE, MULACC -> ALL;
    };
  }

  static void check(UOp node, Stage stage) {
    if (!stagesOf(node.op()).contains(stage)) {
      throw Constraint.STAGE.broken(
          node, "one of the operations of stage " + stage.label(), node.op().toString());
    }
    if (stage == Stage.LINEAR && node.dtype().kind() == DType.Kind.INDEX) {
      throw Constraint.STAGE.broken(node, "indices of a concrete integer type", "index");
    }
  }
}
