package winofuzz.fuzz.fault;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.Source;
import winofuzz.metal.msl.Statement;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.msl.Variable;

/**
 * Compares the text of a kernel with the instructions that it was written from, line by line: the
 * typed tree of the text must have the operations, operands, types, constants and loops of the
 * instructions. Runs nothing. The body of a function for a matrix unit is not looked at.
 */
public final class TextCheck {
  private final CompiledKernel kernel;
  private final SortedMap<Integer, UOp> lines;
  private final ExpressionCheck expressions = new ExpressionCheck();
  private final Map<Integer, Statement> statements = new HashMap<>();

  /** The lines with a statement that no instruction was written as. */
  private final Set<Integer> besides = new HashSet<>();

  private TextCheck(CompiledKernel kernel, SortedMap<Integer, UOp> lines) {
    this.kernel = kernel;
    this.lines = lines;
  }

  /**
   * Returns the first line of a kernel that does not say what it was written for.
   *
   * @param lines the instruction that each line was written for, by number
   * @return empty where the text says it all, does not compile or is not known
   */
  public static Optional<WrongLine> firstWrong(
      CompiledKernel kernel, SortedMap<Integer, UOp> lines) {
    try {
      MslProgram program = MslProgram.parse(kernel.source());
      return lines.isEmpty()
          ? Optional.empty()
          : program
              .kernel(kernel.name())
              .flatMap(function -> new TextCheck(kernel, lines).in(function, program.source()));
    } catch (MslSyntaxException e) {
      // What a device says of it is a finding of its own.
      return Optional.empty();
    }
  }

  private Optional<WrongLine> in(Function function, Source source) {
    name(function);
    collect(function.body(), source);
    for (Map.Entry<Integer, UOp> line : lines.entrySet()) {
      Statement statement = statements.get(line.getKey());
      Optional<Mismatch> mismatch =
          statement == null
              ? closes(line.getValue())
                  ? Optional.empty()
                  : Optional.of(Mismatch.computes(line.getValue(), "there is no such statement"))
              : compare(statement, line.getValue()).or(() -> alone(line.getKey(), line.getValue()));
      if (mismatch.isPresent()) {
        return Optional.of(wrong(line.getKey(), line.getValue(), mismatch.get()));
      }
    }
    return Optional.empty();
  }

  /** Requires that nothing but the instruction of a line is written there. */
  private Optional<Mismatch> alone(int line, UOp node) {
    return besides.contains(line)
        ? Optional.of(Mismatch.computes(node, "there is another statement besides"))
        : Optional.empty();
  }

  /** Whether an instruction is written as a brace, which is no statement. */
  private static boolean closes(UOp node) {
    return node.is(Op.ENDRANGE) || node.is(Op.ENDIF);
  }

  private WrongLine wrong(int number, UOp node, Mismatch mismatch) {
    String text = kernel.source().lines().skip(number - 1L).findFirst().orElse("").strip();
    return new WrongLine(
        kernel.name(),
        number,
        text,
        mismatch.manner(),
        mismatch.node().op(),
        WrongLine.formula(node),
        mismatch.seen());
  }

  /** The buffers by their slots, in which order the text declares them. */
  private void name(Function function) {
    List<UOp> buffers =
        lines.values().stream()
            .flatMap(node -> node.toposort().stream())
            .filter(node -> node.is(Op.DEFINE_GLOBAL))
            .distinct()
            .sorted(Comparator.comparing(node -> ((Arg.Slot) node.arg()).number()))
            .toList();
    int next = 0;
    for (Parameter parameter : function.parameters()) {
      if (parameter instanceof Parameter.BufferArgument && next < buffers.size()) {
        expressions.name(buffers.get(next++), parameter.variable());
      }
    }
  }

  /** The statement that begins at each line; of a loop, that and not its parts. */
  private void collect(Statement statement, Source source) {
    int line = source.line(statement.offset());
    if (!(statement instanceof Statement.Block)
        && statements.putIfAbsent(line, statement) != null) {
      besides.add(line);
    }
    switch (statement) {
      case Statement.Block block -> block.statements().forEach(s -> collect(s, source));
      case Statement.Loop loop -> collect(loop.body(), source);
      case Statement.If condition -> collect(condition.whenTrue(), source);
      case Statement.Declare _,
          Statement.Evaluate _,
          Statement.Break _,
          Statement.Continue _,
          Statement.Return _ -> {}
    }
  }

  private Optional<Mismatch> compare(Statement statement, UOp node) {
    return switch (statement) {
      case Statement.Declare declare -> declared(declare, node);
      case Statement.Loop loop -> node.is(Op.RANGE) ? range(loop, node) : other(node);
      case Statement.If condition ->
          node.is(Op.IF) ? expressions.compare(condition.condition(), node.src(0)) : other(node);
      case Statement.Evaluate evaluate -> effect(evaluate.expression(), node);
      case Statement.Block _, Statement.Break _, Statement.Continue _, Statement.Return _ ->
          other(node);
    };
  }

  private static Optional<Mismatch> other(UOp node) {
    return Optional.of(Mismatch.computes(node, "it is another statement"));
  }

  private Optional<Mismatch> declared(Statement.Declare declare, UOp node) {
    Variable variable = declare.variable();
    boolean isArray = node.is(Op.DEFINE_LOCAL) || node.is(Op.DEFINE_REGISTER);
    Optional<Mismatch> mismatch =
        isArray ? array(variable.type(), node) : value(declare, variable, node);
    expressions.name(node, variable);
    return mismatch;
  }

  private static Optional<Mismatch> array(Type type, UOp node) {
    return type instanceof Type.Array array
            && array.length() == node.dtype().requirePointer().size()
            && MetalValues.isOf(array.element(), node.dtype().pointee())
        ? Optional.empty()
        : Optional.of(Mismatch.computes(node, "it declares " + type.spelling()));
  }

  private Optional<Mismatch> value(Statement.Declare declare, Variable variable, UOp node) {
    if (!MetalValues.isOf(variable.type(), node.dtype())) {
      WrongLine.Manner manner =
          node.is(Op.LOAD) ? WrongLine.Manner.READS : WrongLine.Manner.COMPUTES;
      String seen =
          "it keeps %s in place of %s"
              .formatted(variable.type().spelling(), node.dtype().kind().label());
      return Optional.of(new Mismatch(node, manner, seen));
    }
    if (declare.initial().size() != 1) {
      return other(node);
    }
    TypedExpression initial = declare.initial().getFirst();
    return node.is(Op.SPECIAL) ? position(initial, node) : expressions.compare(initial, node);
  }

  /**
   * A position is a component, by the last digit of its name, of that of the thread or its group.
   */
  private static Optional<Mismatch> position(TypedExpression initial, UOp node) {
    String name = ((Arg.Name) node.arg()).name();
    int component = name.charAt(name.length() - 1) - '0';
    String of = name.startsWith("g") ? "gid" : "lid";
    TypedExpression bare =
        initial instanceof TypedExpression.Convert convert ? convert.operand() : initial;
    boolean isSame =
        bare instanceof TypedExpression.Swizzle s
            && s.components().equals(List.of(component))
            && s.vector() instanceof TypedExpression.Use use
            && use.variable().name().equals(of);
    return isSame
        ? Optional.empty()
        : Optional.of(
            Mismatch.computes(node, "it is not %s.%s".formatted(of, "xyz".charAt(component))));
  }

  /** A loop from 0, by ones, to before the end of the range. */
  private Optional<Mismatch> range(Statement.Loop loop, UOp node) {
    if (!(started(loop.start()) instanceof Statement.Declare first)) {
      return other(node);
    }
    Variable turn = first.variable();
    expressions.name(node, turn);
    boolean fromZero =
        first.initial().size() == 1
            && MetalValues.number(first.initial().getFirst()).equals(OptionalDouble.of(0));
    boolean belowEnd =
        loop.condition() instanceof TypedExpression.Binary test
            && test.operator() == BinaryOperator.LESS
            && test.left() instanceof TypedExpression.Use use
            && use.variable().equals(turn)
            && expressions.compare(test.right(), node.src(0)).isEmpty();
    boolean byOnes =
        loop.step() instanceof TypedExpression.Update step
            && step.operator() == BinaryOperator.ADD
            && turn.equals(step.place().root())
            && MetalValues.number(step.operand()).equals(OptionalDouble.of(1));
    return fromZero && belowEnd && byOnes
        ? Optional.empty()
        : Optional.of(
            new Mismatch(
                node,
                WrongLine.Manner.REPEATS,
                "it does not go from 0 to before " + (node.max() + 1)));
  }

  /** Returns the one declaration that a loop begins with, without the block around it. */
  private static @Nullable Statement started(@Nullable Statement start) {
    return start instanceof Statement.Block block && block.statements().size() == 1
        ? block.statements().getFirst()
        : start;
  }

  private Optional<Mismatch> effect(TypedExpression expression, UOp node) {
    if (node.is(Op.BARRIER)) {
      return expression instanceof TypedExpression.LibraryCall ? Optional.empty() : other(node);
    }
    if (!node.is(Op.STORE)
        || !(expression instanceof TypedExpression.Assign assign)
        || !(assign.place() instanceof TypedExpression.Dereference place)) {
      return other(node);
    }
    return expressions
        .compare(place.pointer(), node.src(0))
        .map(mismatch -> mismatch.inPlaceOf(WrongLine.Manner.WRITES))
        .or(() -> stored(assign.value(), node));
  }

  private Optional<Mismatch> stored(TypedExpression value, UOp store) {
    return expressions
        .compare(value, store.src(1))
        .map(
            mismatch ->
                isChanged(value, store.src(1), mismatch)
                    ? new Mismatch(
                        store, WrongLine.Manner.WRITES, "it changes the value that it stores")
                    : mismatch);
  }

  /**
   * Whether a text does something to a value that is right, before or after it is converted: that
   * is the mistake then, whatever the value is.
   */
  private boolean isChanged(TypedExpression text, UOp value, Mismatch mismatch) {
    UOp unconverted = value.is(Op.CAST) ? value.src(0) : value;
    return (mismatch.node() == value || mismatch.node() == unconverted)
        && expressions.contains(text, unconverted);
  }
}
