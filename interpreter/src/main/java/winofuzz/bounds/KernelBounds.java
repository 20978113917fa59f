package winofuzz.bounds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Looks at the integers of one kernel. */
final class KernelBounds {
  private final String name;
  private final IntegerForms forms = new IntegerForms();
  private final Solver solver = new Solver(forms.unknowns());

  /** What the threads that are at an instruction fulfil: the conditions of the blocks around it. */
  private final Deque<UOp> conditions = new ArrayDeque<>();

  private final LaunchBounds launch;
  private final List<Counterexample> violations = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private int proven;

  KernelBounds(String name) {
    this.name = name;
    this.launch = new LaunchBounds(name);
  }

  /** Returns what is known of it. */
  ProgramBounds of(Kernel.Linear body) {
    for (UOp node : body.instructions()) {
      switch (node.op()) {
        case IF -> conditions.push(node.src(0));
        case ENDIF -> conditions.pop();
        case LOAD, STORE -> access(node);
        // What computes a number, or no number at all.
        default -> number(node);
      }
    }
    List<Counterexample> launches = launch.violations(body);
    proven += launches.isEmpty() ? 1 : 0;
    violations.addAll(launches);
    return new ProgramBounds(proven, violations, undecided);
  }

  private void number(UOp node) {
    if (!IntegerForms.isNumber(node) || node.dtype().isBool()) {
      return;
    }
    switch (node.op()) {
      case IDIV, MOD -> require(BoundsFault.DIVISOR, node, node.src(1), new Excluded(0));
      case SHL, SHR ->
          require(
              BoundsFault.SHIFT,
              node,
              node.src(1),
              new Allowed(0, 8L * node.dtype().kind().bytes() - 1));
      // No other operation is undefined but by its result.
      default -> {}
    }
    DType.Kind kind = node.dtype().kind();
    if (!kind.isUnsigned() && !node.is(Op.LOAD)) {
      require(BoundsFault.OVERFLOW, node, node, new Allowed(kind.minValue(), kind.maxValue()));
    }
  }

  private void access(UOp node) {
    UOp pointer = node.src(0);
    UOp index = pointer.is(Op.CAST) ? pointer.src(0) : pointer;
    int lanes = node.is(Op.LOAD) ? node.dtype().count() : node.src(1).dtype().count();
    long elements = index.src(0).dtype().requirePointer().size();
    if (index.arity() > 2) {
      conditions.push(index.src(2));
    }
    require(BoundsFault.INDEX, index, index.src(1), new Allowed(0, elements - lanes));
    if (index.arity() > 2) {
      conditions.pop();
    }
    if (IntegerForms.isNumber(node)) {
      forms.of(node);
    }
  }

  /** What a number may be. */
  private sealed interface Requirement {}

  /** It must lie between two numbers, both included. */
  private record Allowed(long from, long to) implements Requirement {}

  /** It must not be one. */
  private record Excluded(long value) implements Requirement {}

  private void require(BoundsFault fault, UOp node, UOp number, Requirement requirement) {
    try {
      LinearForm form = forms.of(number);
      for (Relation wrong : wrong(form, requirement)) {
        if (!decide(fault, node, form, wrong)) {
          return;
        }
      }
      proven++;
    } catch (ArithmeticException beyondLongs) {
      undecided.add(name + ": " + fault.description() + " at " + node);
    }
  }

  /** Returns the ways in which a number can be wrong that its range leaves. */
  private List<Relation> wrong(LinearForm form, Requirement requirement) {
    Ranges ranges = forms.unknowns().ranges();
    long least = ranges.least(form);
    long most = ranges.most(form);
    List<Relation> result = new ArrayList<>();
    switch (requirement) {
      case Allowed(long from, long to) -> {
        if (most > to) {
          result.add(new Relation.Within(form, to + 1, Ranges.UNBOUNDED));
        }
        if (least < from) {
          result.add(new Relation.Within(form, -Ranges.UNBOUNDED, from - 1));
        }
      }
      case Excluded(long value) -> {
        if (least <= value && value <= most) {
          result.add(new Relation.Within(form, value, value));
        }
      }
    }
    return result;
  }

  /** Takes in whether a number can be wrong in a way; returns whether it is proven that not. */
  private boolean decide(BoundsFault fault, UOp node, LinearForm form, Relation wrong) {
    List<Relation> goals = new ArrayList<>(List.of(wrong));
    for (UOp condition : conditions) {
      goals.add(new Relation.Within(forms.of(condition), 1, 1));
    }
    return switch (solver.solve(goals)) {
      case Solver.Solution.None _ -> true;
      case Solver.Solution.GaveUp _ -> {
        undecided.add(name + ": " + fault.description() + " at " + node);
        yield false;
      }
      case Solver.Solution.Found found -> {
        long value = found.values().least(form);
        violations.add(
            new Counterexample(
                fault, name, describe(fault, node, value), forms.unknowns().positions(found)));
        yield false;
      }
    };
  }

  private static String describe(BoundsFault fault, UOp node, long value) {
    return switch (fault) {
      case INDEX -> "%d of %s".formatted(value, memory(node.src(0)));
      case OVERFLOW -> "%s of %d is no %s".formatted(node.op(), value, node.dtype());
      case DIVISOR -> "%s by %d".formatted(node.op(), value);
      case SHIFT -> "%s of %s by %d".formatted(node.op(), node.dtype(), value);
      case LAUNCH -> throw new AssertionError("a launch has no thread that shows it");
    };
  }

  private static String memory(UOp define) {
    String kind =
        switch (define.op()) {
          case DEFINE_LOCAL -> "threadgroup memory ";
          case DEFINE_REGISTER -> "registers ";
          // All else that is indexed is device memory.
          default -> "data";
        };
    String number = define.arg() instanceof Arg.Slot slot ? String.valueOf(slot.number()) : "";
    return "%s%s, which has %d elements"
        .formatted(kind, number, define.dtype().requirePointer().size());
  }
}
