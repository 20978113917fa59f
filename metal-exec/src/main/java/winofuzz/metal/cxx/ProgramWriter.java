package winofuzz.metal.cxx;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.Source;
import winofuzz.metal.msl.Statement;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.msl.Variable;

/** Writes a whole program: constants, functions, and what gives the constants their values. */
final class ProgramWriter {

  private final MslProgram program;
  private final Source source;
  private final Dialect dialect;
  private final Names names = new Names();
  private final LineWriter out = new LineWriter();
  private final Calls calls;
  private final ExpressionWriter expressions;
  private final CxxStatementWriter statements;

  /** Constants whose values are not known before a launch. */
  private final Set<Variable> given = new HashSet<>();

  ProgramWriter(MslProgram program, Dialect dialect) {
    this.program = program;
    this.source = program.source();
    this.dialect = dialect;
    this.calls = new Calls(program);
    this.expressions = new ExpressionWriter(out, names, source);
    this.statements = new CxxStatementWriter(out, names, source, expressions, calls, dialect);
  }

  Translation write() {
    out.line(1);
    program.functionConstants().forEach(c -> given.add(c.pointer()));
    program.constants().forEach(this::constant);
    calls.functions().forEach(this::function);
    giveConstants();
    return new Translation(
        out.text(),
        out.lines(),
        calls.waits(program),
        program.kernels().stream().collect(Collectors.toMap(Function::name, names::of)));
  }

  /**
   * Writes a constant: with its value if that is found without running any of the text's code, else
   * without one, which a launch gives.
   */
  private void constant(Statement.Declare constant) {
    out.line(source.line(constant.offset()));
    boolean late = constant.initial().stream().anyMatch(e -> Tree.any(e, this::needsLaunch));
    if (!late) {
      out.put(dialect.programConstant()).put(" ");
      statements.declare(constant);
      return;
    }
    for (TypedExpression value : constant.initial()) {
      if (Tree.any(value, calls::waitsAt)) {
        throw source.unsupported(constant.offset(), "a constant that waits for other threads");
      }
    }
    given.add(constant.variable());
    out.put(dialect.functionConstant()).put(" ").put(TypeText.of(constant.variable().type()));
    out.put(" ").put(names.of(constant.variable())).put(";");
  }

  private boolean needsLaunch(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.Use u -> given.contains(u.variable());
      case TypedExpression.Call _,
          TypedExpression.LibraryCall _,
          TypedExpression.Dereference _,
          TypedExpression.Assign _,
          TypedExpression.Update _ ->
          true;
      // Every other operation is one that ends.
      default -> false;
    };
  }

  private void function(Function function) {
    out.line(source.line(function.offset()));
    out.put(dialect.function()).put(" ").put(TypeText.of(function.returnType())).put(" ");
    out.put(names.of(function)).put("(");
    out.put(
        function.parameters().stream()
            .map(p -> TypeText.of(p.variable().type()) + " " + names.of(p.variable()))
            .collect(Collectors.joining(", ")));
    out.put(")");
    statements.write(function.body());
  }

  private void giveConstants() {
    out.line(1);
    out.put(dialect.function()).put(" void give_constants(const launch* job) {");
    for (int i = 0; i < program.functionConstants().size(); i++) {
      MslProgram.FunctionConstant constant = program.functionConstants().get(i);
      String pointer = names.of(constant.pointer());
      out.line(source.line(constant.pointer().offset()));
      out.put(TypeText.of(constant.pointer().type())).put(" ").put(pointer);
      out.put(" = untyped_pointer{job->function_constants[").put(i).put("]};");
    }
    for (Statement.Declare constant : program.constants()) {
      if (given.contains(constant.variable())) {
        assign(constant);
      }
    }
    out.put(" }");
  }

  private void assign(Statement.Declare constant) {
    boolean array = constant.variable().type() instanceof Type.Array;
    for (int i = 0; i < constant.initial().size(); i++) {
      out.line(source.line(constant.offset()));
      out.put(names.of(constant.variable())).put(array ? "[" + i + "] = " : " = ");
      expressions.operand(constant.initial().get(i));
      out.put(";");
    }
  }
}
