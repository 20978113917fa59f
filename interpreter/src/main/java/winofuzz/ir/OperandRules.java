package winofuzz.ir;

/** Checks that an operation has as many operands and the kind of argument that it takes. */
final class OperandRules {
  private OperandRules() {}

  static void check(UOp node) {
    check(node.op(), node.arg(), node.arity(), node.toString());
  }

  /** Checks the parts of a node before it is made. */
  static void check(Op op, Arg arg, int operands, String where) {
    if (!op.operands().allow(operands)) {
      throw Constraint.OPERAND_COUNT.broken(where, op.operands().toString(), "" + operands);
    }
    if (!op.argument().allows(arg)) {
      String found = arg == Arg.None.NONE ? "none" : arg.getClass().getSimpleName();
      throw Constraint.ARGUMENT_KIND.broken(where, op.argument().toString(), found);
    }
  }
}
