package winofuzz.metal.cxx;

import org.jspecify.annotations.Nullable;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.Source;
import winofuzz.metal.msl.Statement;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;

/** Writes statements, each on a line of its own. */
final class CxxStatementWriter {

  private static final String SCOPE = "for (loop_scope scope_; scope_.enter(); )";
  private static final String AGAIN = "scope_.again()";

  private final LineWriter out;
  private final Names names;
  private final Source source;
  private final ExpressionWriter expressions;
  private final Calls calls;
  private final Dialect dialect;

  CxxStatementWriter(
      LineWriter out,
      Names names,
      Source source,
      ExpressionWriter expressions,
      Calls calls,
      Dialect dialect) {
    this.out = out;
    this.names = names;
    this.source = source;
    this.expressions = expressions;
    this.calls = calls;
    this.dialect = dialect;
  }

  private void line(Statement statement) {
    out.line(source.line(statement.offset()));
  }

  void write(Statement statement) {
    switch (statement) {
      case Statement.Block b -> {
        line(b);
        out.put("{");
        b.statements().forEach(this::write);
        out.put(" }");
      }
      case Statement.Declare d -> {
        line(d);
        if (d.variable().space() == MetalAddressSpace.THREADGROUP) {
          out.put(dialect.threadgroupVariable()).put(" ");
        }
        declare(d);
      }
      case Statement.Evaluate e -> {
        line(e);
        // Never a declaration to C++, as float(x); would be.
        out.put("(void)(");
        expressions.write(e.expression());
        out.put(");");
      }
      case Statement.If i -> conditional(i);
      case Statement.Loop l -> loop(l);
      case Statement.Break b -> {
        line(b);
        out.put("break;");
      }
      case Statement.Continue c -> {
        line(c);
        out.put("continue;");
      }
      case Statement.Return r -> returned(r);
    }
  }

  /** Writes a declaration's type, name and initial values. */
  void declare(Statement.Declare declare) {
    out.put(TypeText.of(declare.variable().type())).put(" ").put(names.of(declare.variable()));
    if (declare.variable().type() instanceof Type.Array && !declare.initial().isEmpty()) {
      int count = declare.initial().size();
      while (count > 1 && LiteralText.isZero(declare.initial().get(count - 1))) {
        count--;
      }
      out.put(" = {");
      for (TypedExpression value : declare.initial().subList(0, count)) {
        expressions.argument(value);
        out.put(", ");
      }
      out.put("}");
    } else if (!declare.initial().isEmpty()) {
      out.put(" = ");
      expressions.argument(declare.initial().getFirst());
    }
    out.put(";");
  }

  private void returned(Statement.Return statement) {
    line(statement);
    out.put("return");
    if (statement.value() != null) {
      out.put(" ");
      expressions.write(statement.value());
    }
    out.put(";");
  }

  /** Writes a statement that a condition or a loop governs. */
  private void governed(Statement statement) {
    if (statement instanceof Statement.Block) {
      write(statement);
    } else {
      out.put(" {");
      write(statement);
      out.put(" }");
    }
  }

  private void conditional(Statement.If statement) {
    line(statement);
    out.put("if (");
    expressions.write(statement.condition());
    out.put(")");
    governed(statement.whenTrue());
    if (statement.whenFalse() != null) {
      out.put(" else");
      governed(statement.whenFalse());
    }
  }

  private void loop(Statement.Loop loop) {
    boolean counts = dialect == Dialect.HOST && calls.waits(loop);
    line(loop);
    out.put(counts ? SCOPE + " {" : "{");
    if (loop.start() instanceof Statement.Block start) {
      start.statements().forEach(this::write);
    } else if (loop.start() != null) {
      write(loop.start());
    }
    line(loop);
    if (loop.testFirst()) {
      out.put("for (; ");
      condition(loop.condition(), counts);
      out.put("; ");
      if (loop.step() != null) {
        expressions.write(loop.step());
      }
      out.put(")");
      governed(loop.body());
    } else {
      out.put("do");
      governed(loop.body());
      out.put(" while (");
      condition(loop.condition(), counts);
      out.put(");");
    }
    out.put(" }");
  }

  private void condition(@Nullable TypedExpression condition, boolean counts) {
    if (condition == null) {
      out.put(counts ? AGAIN : "true");
    } else if (counts) {
      out.put(AGAIN).put(" && ");
      expressions.operand(condition);
    } else {
      expressions.write(condition);
    }
  }
}
