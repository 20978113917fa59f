package winofuzz.compiler.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.UOp;

/** Writes instructions as statements, one a line. */
final class StatementWriter {
  private final List<UOp> instructions;
  private final StringBuilder out;
  private final Uses uses;
  private final VariableNames names = new VariableNames();

  /** The text of each value written so far, by the number of its instruction. */
  private final @Nullable Expression[] expressions;

  private int depth = 1;

  StatementWriter(List<UOp> instructions, StringBuilder out) {
    this.instructions = instructions;
    this.out = out;
    this.uses = new Uses(instructions);
    this.expressions = new Expression[instructions.size()];
  }

  void write() {
    for (UOp node : instructions) {
      write(node);
    }
  }

  /** Writes all instructions and returns those that have a line, in the order of the lines. */
  List<UOp> writeEach() {
    List<UOp> result = new ArrayList<>();
    for (UOp node : instructions) {
      int length = out.length();
      write(node);
      if (out.length() > length) {
        result.add(node);
      }
    }
    return result;
  }

  /** Returns the values written so far that have no variable, constants and such left out. */
  Set<UOp> inlined() {
    return instructions.stream().filter(this::isOperation).collect(Collectors.toSet());
  }

  private boolean isOperation(UOp node) {
    Expression expression = expressions[uses.number(node)];
    return expression != null && expression.operation() != null;
  }

  private void write(UOp node) {
    switch (node.op()) {
      case DEFINE_GLOBAL, DEFINE_VAR -> name(node);
      case DEFINE_LOCAL -> line("threadgroup __attribute__((aligned(16))) " + array(node) + ";");
      case DEFINE_REGISTER -> line(array(node) + ";");
      case SPECIAL -> special(node);
      case RANGE -> {
        String type = MetalTypes.name(node.dtype());
        String i = name(node);
        line("for (%s %s = 0; %s < %s; %s++) {".formatted(type, i, i, bare(node.src(0)), i));
        depth++;
      }
      case IF -> {
        line("if (" + bare(node.src(0)) + ") {");
        depth++;
      }
      case ENDRANGE, ENDIF -> {
        depth--;
        line("}");
      }
      case BARRIER -> line("threadgroup_barrier(mem_flags::mem_threadgroup);");
      case STORE -> line("*" + expression(node.src(0)).text() + " = " + bare(node.src(1)) + ";");
      // Every other instruction is a value.
      default -> value(node);
    }
  }

  private String array(UOp define) {
    return MetalTypes.name(define.dtype().pointee())
        + " "
        + name(define)
        + "["
        + define.dtype().requirePointer().size()
        + "]";
  }

  private void special(UOp node) {
    String name = name(node);
    int dimension = name.charAt(name.length() - 1) - '0';
    String id = name.startsWith("g") ? "gid" : "lid";
    line(
        "%s %s = %s.%c; /* %d */"
            .formatted(
                MetalTypes.name(node.dtype()),
                name,
                id,
                "xyz".charAt(dimension),
                node.src(0).intValue()));
  }

  private void value(UOp node) {
    Expression expression = Expression.of(node, this::expression);
    if (isInline(node, expression)) {
      expressions[uses.number(node)] = expression;
    } else {
      String type = MetalTypes.name(node.dtype());
      line(type + " " + name(node) + " = " + expression.bare() + ";");
    }
  }

  private boolean isInline(UOp node, Expression expression) {
    return switch (node.op()) {
      case WHERE, WMMA -> false;
      case LOAD -> isRegister(node) && uses.isOnceAndHere(node);
      // Every other instruction may stand where its value is used.
      default -> Uses.isTransparent(node) || (uses.isOnceAndHere(node) && expression.isShort());
    };
  }

  private static boolean isRegister(UOp load) {
    return load.src(0).dtype().requirePointer().space() == AddressSpace.REGISTER;
  }

  private String name(UOp node) {
    String name = names.variable(node);
    expressions[uses.number(node)] = Expression.atom(name);
    return name;
  }

  private Expression expression(UOp node) {
    int number = uses.number(node);
    Expression known = number < 0 ? null : expressions[number];
    if (known == null) {
      throw new AssertionError("used before it is computed: " + node);
    }
    return known;
  }

  private String bare(UOp node) {
    return expression(node).bare();
  }

  private void line(String text) {
    out.repeat("  ", depth).append(text).append('\n');
  }
}
