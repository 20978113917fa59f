package winofuzz.ir;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Checks that operations appear only at their stages. */
final class StageRules {
  static final Set<Stage> EVERY_STAGE =
      Collections.unmodifiableSet(EnumSet.range(Stage.TENSOR, Stage.LINEAR));
  static final Set<Stage> TENSOR = setOf(Stage.TENSOR);
  static final Set<Stage> TENSOR_AND_RANGED = setOf(Stage.TENSOR, Stage.RANGED);
  static final Set<Stage> RANGED_TO_OPTIMIZED = setOf(Stage.RANGED, Stage.KERNEL, Stage.OPTIMIZED);
  static final Set<Stage> FROM_RANGED =
      setOf(Stage.RANGED, Stage.KERNEL, Stage.OPTIMIZED, Stage.LINEAR);
  static final Set<Stage> FROM_KERNEL = setOf(Stage.KERNEL, Stage.OPTIMIZED, Stage.LINEAR);
  static final Set<Stage> OPTIMIZED = setOf(Stage.OPTIMIZED);
  static final Set<Stage> FROM_OPTIMIZED = setOf(Stage.OPTIMIZED, Stage.LINEAR);
  static final Set<Stage> LINEAR = setOf(Stage.LINEAR);

  /** Only within a pass: no stage has the operation. */
  static final Set<Stage> NO_STAGE = Collections.unmodifiableSet(EnumSet.noneOf(Stage.class));

  /** Amounts of movement ops, and vectors of constants in instructions. */
  static final Set<Stage> WHERE_VECTORS_ARE_CONSTANT =
      setOf(Stage.TENSOR, Stage.RANGED, Stage.LINEAR);

  private StageRules() {}

  private static Set<Stage> setOf(Stage first, Stage... rest) {
    return Collections.unmodifiableSet(EnumSet.of(first, rest));
  }

  static void check(UOp node, Stage stage) {
    if (!node.op().stages().contains(stage)) {
      throw Constraint.STAGE.broken(
          node, "one of the operations of stage " + stage.label(), node.op().toString());
    }
    if (stage == Stage.LINEAR && node.dtype().kind() == DType.Kind.INDEX) {
      throw Constraint.STAGE.broken(node, "indices of a concrete integer type", "index");
    }
  }
}
