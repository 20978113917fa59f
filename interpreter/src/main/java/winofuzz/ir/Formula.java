package winofuzz.ir;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes an expression as a formula for people, such as {@code x[r0 * 3 + kernel-x] * 1/4}: ranges
 * by the names of their axes, operations between their operands. What does not fit into the length
 * that was asked for is left out from the inside, as an ellipsis.
 */
public final class Formula {
  private static final String LEFT_OUT = "…";

  /** Deeper expressions are never shown whole. */
  private static final int MOST_DEPTH = 24;

  private Formula() {}

  /**
   * Returns an expression as text of about so many characters at most: as deep as fits, but its
   * outermost operation in any case.
   */
  public static String of(UOp root, int length) {
    String result = text(root, 1);
    for (int depth = 2; depth <= MOST_DEPTH; depth++) {
      String deeper = text(root, depth);
      if (deeper.length() > length || deeper.equals(result)) {
        return result;
      }
      result = deeper;
    }
    return result;
  }

  private static String text(UOp node, int depth) {
    return switch (node.op()) {
      case CONST, VCONST -> GraphText.ofArg(node.arg());
      case RANGE -> axis(node.axis());
      case SPECIAL, DEFINE_VAR, DEVICE -> GraphText.ofArg(node.arg());
      case BUFFER -> "buffer" + GraphText.ofArg(node.src(0).arg());
      case DEFINE_GLOBAL -> "data" + GraphText.ofArg(node.arg());
      case DEFINE_LOCAL, DEFINE_REGISTER -> "local" + GraphText.ofArg(node.arg());
      case BUFFERIZE -> bufferized(node, depth);
      case INDEX -> operand(node.src(0), depth) + listed(node.srcFrom(1), depth, "[", "]");
      case LOAD -> operand(node.src(0), depth);
      case REDUCE ->
          GraphText.ofArg(node.arg()).replace("ADD", "sum")
              + listed(node.srcFrom(1), depth, " over (", ") of ")
              + operand(node.src(0), depth);
      case WHERE ->
          "(%s ? %s : %s)"
              .formatted(
                  operand(node.src(0), depth),
                  operand(node.src(1), depth),
                  operand(node.src(2), depth));
      case ADD -> binary(node, " + ", depth);
      case SUB -> binary(node, " - ", depth);
      case MUL -> binary(node, " * ", depth);
      case IDIV, FDIV -> binary(node, " / ", depth);
      case MOD -> binary(node, " % ", depth);
      case CMPLT -> binary(node, " < ", depth);
      case CMPNE -> binary(node, " != ", depth);
      case CMPEQ -> binary(node, " == ", depth);
      case SHL -> binary(node, " << ", depth);
      case SHR -> binary(node, " >> ", depth);
      case AND -> binary(node, " & ", depth);
      case OR -> binary(node, " | ", depth);
      case XOR -> binary(node, " ^ ", depth);
      case NEG -> "-" + operand(node.src(0), depth);
      // All others are written as calls.
      default -> call(node, depth);
    };
  }

  private static String axis(Arg.Axis axis) {
    String id = "r" + axis.id().stream().map(String::valueOf).collect(Collectors.joining("_"));
    return axis.role() == AxisRole.OTHER ? id : axis.role().label() + "." + id;
  }

  /** A value that is kept: by the axes along which it is. */
  private static String bufferized(UOp node, int depth) {
    String value = depth > 2 ? " of " + operand(node.src(0), depth) : "";
    return "kept(" + joined(node.srcFrom(1), depth) + value + ")";
  }

  private static String binary(UOp node, String operator, int depth) {
    return operand(node.src(0), depth) + operator + operand(node.src(1), depth);
  }

  private static String call(UOp node, int depth) {
    String arg = GraphText.ofArg(node.arg());
    String name = node.op().name().toLowerCase(Locale.ROOT);
    return name + (arg.isEmpty() ? "" : "{" + arg + "}") + listed(node.src(), depth, "(", ")");
  }

  private static String listed(List<UOp> nodes, int depth, String open, String close) {
    return open + joined(nodes, depth) + close;
  }

  private static String joined(List<UOp> nodes, int depth) {
    return nodes.stream()
        .map(node -> isLeaf(node) ? text(node, 0) : depth > 1 ? text(node, depth - 1) : LEFT_OUT)
        .collect(Collectors.joining(", "));
  }

  /** An operand of an operation, in parentheses unless it binds closer than any. */
  private static String operand(UOp node, int depth) {
    if (isLeaf(node)) {
      return text(node, 0);
    }
    if (depth <= 1) {
      return LEFT_OUT;
    }
    String result = text(node, depth - 1);
    return isInfix(node) ? "(" + result + ")" : result;
  }

  private static boolean isLeaf(UOp node) {
    return switch (node.op()) {
      case CONST, VCONST, RANGE, SPECIAL, DEFINE_VAR, DEVICE, BUFFER -> true;
      case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> true;
      // All others have operands that say what they are.
      default -> false;
    };
  }

  private static boolean isInfix(UOp node) {
    return switch (node.op()) {
      case ADD, SUB, MUL, IDIV, FDIV, MOD, CMPLT, CMPNE, CMPEQ, SHL, SHR, AND, OR, XOR, REDUCE ->
          true;
      // All others are enclosed by themselves.
      default -> false;
    };
  }
}
