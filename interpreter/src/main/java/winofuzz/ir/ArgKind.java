package winofuzz.ir;

/** The kind of argument that an operation takes. */
enum ArgKind {
  NONE(Arg.None.class, "no argument"),
  CONSTANT(Arg.Constant.class, "a constant"),
  CONSTANTS(Arg.Constants.class, "Constants"),
  SIZE(Arg.Size.class, "Size"),
  SLOT(Arg.Slot.class, "Slot"),
  NAME(Arg.Name.class, "Name"),
  VARIABLE(Arg.Variable.class, "Variable"),
  STORAGE(Arg.Storage.class, "Storage"),
  PERMUTATION(Arg.Permutation.class, "Permutation"),
  FLIPS(Arg.Flips.class, "Flips"),
  FOLD_AXES(Arg.FoldAxes.class, "FoldAxes"),
  FOLD(Arg.Fold.class, "Fold"),
  LANE_AXES(Arg.LaneAxes.class, "LaneAxes"),
  LANES(Arg.Lanes.class, "Lanes"),
  MATRIX_MULTIPLY(Arg.MatrixMultiply.class, "MatrixMultiply"),
  AXIS(Arg.Axis.class, "Axis"),
  /** Of the SINK of a kernel; that of a whole program has none. */
  KERNEL_INFO(Arg.KernelInfo.class, "no argument or KernelInfo");

  private final Class<? extends Arg> type;
  private final String label;

  ArgKind(Class<? extends Arg> type, String label) {
    this.type = type;
    this.label = label;
  }

  boolean allows(Arg arg) {
    return type.isInstance(arg) || (this == KERNEL_INFO && arg == Arg.None.NONE);
  }

  /** For errors, after "expected". */
  @Override
  public String toString() {
    return label;
  }
}
