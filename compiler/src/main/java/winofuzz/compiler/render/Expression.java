package winofuzz.compiler.render;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The text of a value.
 *
 * @param bare without parentheses around the whole
 * @param operation the operation at its root, null for a name, a literal or a call
 * @param nesting how deep operations are nested in it
 */
record Expression(String bare, @Nullable Op operation, int nesting) {
  /** How many characters an expression may have without being given a variable. */
  private static final int LONGEST = 200;

  /** How deep operations may be nested in an expression without a variable. */
  private static final int DEEPEST = 24;

  static Expression atom(String text) {
    return new Expression(text, null, 0);
  }

  /** Returns the text with parentheses where they are needed to make it an operand. */
  String text() {
    return operation == null ? bare : "(" + bare + ")";
  }

  boolean isShort() {
    return bare.length() <= LONGEST && nesting <= DEEPEST;
  }

  /** Returns the text of an instruction's value, given that of its operands. */
  static Expression of(UOp node, Function<UOp, Expression> operands) {
    return new Builder(node, operands).build();
  }

  private record Builder(UOp node, Function<UOp, Expression> operands) {

    Expression build() {
      return switch (node.op()) {
        case CONST -> atom(MetalConstants.text(node));
        case INDEX -> infix("+");
        case GEP -> call(text(0) + element(node));
        case LOAD -> load();
        case CAST -> result(cast());
        case BITCAST -> call("as_type<" + MetalTypes.name(node.dtype()) + ">(" + bare(0) + ")");
        case VECTORIZE -> call(MetalTypes.name(node.dtype()) + arguments());
        case WMMA -> call(VariableNames.matrixUnit(node) + arguments());
        case EXP2, LOG2, SQRT, TRUNC ->
            call(node.op().name().toLowerCase(Locale.ROOT) + arguments());
        case SIN -> call("precise::sin" + arguments());
        case RECIP -> result(MetalConstants.text(node.constLike(1)) + "/" + text(0));
        case NEG -> result("-" + guarded(0));
        case ADD -> infix("+");
        case SUB -> result(leading() + "-" + guarded(1));
        case MUL -> infix("*");
        case FDIV, IDIV -> infix("/");
        case MOD -> infix("%");
        case SHL -> infix("<<");
        case SHR -> infix(">>");
        case AND -> infix("&");
        case OR -> infix("|");
        case XOR -> infix("^");
        case CMPLT -> infix("<");
        case CMPEQ -> infix("==");
        case CMPNE -> isNegation() ? result("!" + text(0)) : infix("!=");
        case WHERE -> result(text(0) + "?" + text(1) + ":" + text(2));
        // Every other operation is no expression of Metal.
        default ->
            throw new InvalidGraphException("Metal: expected an operation of Metal, found " + node);
      };
    }

    private Expression load() {
      String pointer = "*" + text(0);
      UOp index = node.src(0).is(Op.CAST) ? node.src(0).src(0) : node.src(0);
      return result(
          index.arity() > 2
              ? operands.apply(index.src(2)).text() + "?" + pointer + ":" + text(1)
              : pointer);
    }

    private String cast() {
      return "(" + MetalTypes.name(node.dtype()) + ")(" + bare(0) + ")";
    }

    private boolean isNegation() {
      return node.src(0).dtype().isBool() && node.src(1).isConst(1);
    }

    private static String element(UOp gep) {
      int lane = ((Arg.Lanes) gep.arg()).lanes().getFirst();
      return gep.src(0).dtype().count() <= 4 ? "." + "xyzw".charAt(lane) : "[" + lane + "]";
    }

    private Expression infix(String sign) {
      return result(leading() + sign + text(1));
    }

    /** Returns the first operand; {@code (a + b) + c} is {@code a + b + c}, in this order. */
    private String leading() {
      Expression first = operands.apply(node.src(0));
      return first.operation == node.op() && isLeftToRight(node.op()) ? first.bare : first.text();
    }

    private static boolean isLeftToRight(Op op) {
      return switch (op) {
        case ADD, MUL, AND, OR, XOR -> true;
        // Every other operation depends on which side its operand is.
        default -> false;
      };
    }

    /** Returns an operand after a minus sign. */
    private String guarded(int operand) {
      String text = text(operand);
      return text.startsWith("-") ? "(" + text + ")" : text;
    }

    private String arguments() {
      return node.src().stream()
          .map(s -> operands.apply(s).bare)
          .collect(Collectors.joining(",", "(", ")"));
    }

    private Expression call(String text) {
      return new Expression(text, null, nesting());
    }

    private Expression result(String text) {
      return new Expression(text, node.op(), nesting());
    }

    private int nesting() {
      int deepest = 0;
      for (int k = 0; k < node.arity(); k++) {
        if (node.src(k).dtype().kind() != DType.Kind.VOID && !node.src(k).is(Op.RANGE)) {
          deepest = Math.max(deepest, operands.apply(node.src(k)).nesting);
        }
      }
      return deepest + 1;
    }

    private String text(int operand) {
      return operands.apply(node.src(operand)).text();
    }

    private String bare(int operand) {
      return operands.apply(node.src(operand)).bare;
    }
  }
}
