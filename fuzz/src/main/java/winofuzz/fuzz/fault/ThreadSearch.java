package winofuzz.fuzz.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.fault.LineSearch.Found;
import winofuzz.fuzz.fault.LineSearch.Right;
import winofuzz.fuzz.lowering.MeteredRun;
import winofuzz.interpret.Evaluation.Probe;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.number.NumericProfile;

/** Compares the values of the thread of a kernel that writes an element, line by line. */
final class ThreadSearch {
  /** Of a thread, three coordinates of its threadgroup and three in it. */
  private static final int COORDINATES = 6;

  private final KernelAlone kernel;
  private final Map<UOp, Probe> probes;
  private final NumericProfile profile;
  private final Map<Integer, UOp> instructions = new HashMap<>();
  private final Map<UOp, Long> turns = new HashMap<>();

  ThreadSearch(KernelAlone kernel, Map<UOp, Probe> probes, NumericProfile profile) {
    this.kernel = kernel;
    this.probes = probes;
    this.profile = profile;
  }

  /** What a device kept of the thread, next to what the interpreter has. */
  private record Compared(ProbedText text, Buffer kept, ThreadValues values) {
    boolean isKept(int number) {
      return kept.bits(2 * number + 1) != 0;
    }

    int bits(int number) {
      return (int) kept.bits(2 * number);
    }
  }

  /**
   * Returns the first difference in the thread that writes an element of the output.
   *
   * @param wrong the element
   */
  Optional<Found> first(Device device, Launch launch, int wrong) {
    int thread = writer(wrong);
    return thread < 0
        ? Optional.empty()
        : ProbedText.of(kernel.kernel(), kernel.lines(), position(thread))
            .flatMap(text -> run(device, launch, text))
            .flatMap(compared -> compared(compared, thread, wrong));
  }

  private record Kept(ProbedText text, Buffer buffer) {}

  private Optional<Found> compared(Kept kept, int thread, int wrong) {
    Compared compared = new Compared(kept.text(), kept.buffer(), new ThreadValues(probes, thread));
    List<UOp> nodes = kernel.body().instructions();
    if (!hasRun(compared)) {
      return Optional.of(
          new Found.BeyondLines("the thread that writes element %d does not run".formatted(wrong)));
    }
    Found found = walk(compared, nodes, 0, nodes.size());
    return Optional.of(
        found == null
            ? new Found.BeyondLines(
                "each line comes to the right value, and element %d has another".formatted(wrong))
            : found);
  }

  private static boolean hasRun(Compared compared) {
    for (int number = 0; number < compared.text().size(); number++) {
      if (compared.isKept(number)) {
        return true;
      }
    }
    return false;
  }

  // *** the thread

  /** Returns the first thread that writes an element; -1 if none does. */
  private int writer(int element) {
    for (UOp node : kernel.body().instructions()) {
      if (node.is(Op.STORE)
          && node.src(0).dtype().requirePointer().space() == AddressSpace.GLOBAL) {
        UOp index = node.src(0).is(Op.CAST) ? node.src(0).src(0) : node.src(0);
        Probe places = probes.get(index);
        int width = Math.max(1, node.src(1).dtype().count());
        for (int i = 0; places != null && i < places.values().size(); i++) {
          double place = places.values().at(i);
          if (place <= element && element < place + width) {
            return i % places.extents().get(places.extents().size() - 2);
          }
        }
      }
    }
    return -1;
  }

  /** Returns the coordinates of a thread: those of its threadgroup, then those in it. */
  private int[] position(int thread) {
    int[] result = new int[COORDINATES];
    ThreadValues values = new ThreadValues(probes, thread);
    for (UOp node : kernel.body().instructions()) {
      if (node.is(Op.SPECIAL)) {
        String name = ((Arg.Name) node.arg()).name();
        int dimension = name.charAt(name.length() - 1) - '0';
        int at = (name.startsWith("g") ? 0 : COORDINATES / 2) + dimension;
        result[at] = (int) values.at(node, Map.of(), 0).orElse(0);
      }
    }
    return result;
  }

  private Optional<Kept> run(Device device, Launch launch, ProbedText text) {
    List<BufferArgument> arguments = new ArrayList<>(launch.arguments());
    int last = arguments.size();
    arguments.add(
        BufferArgument.inout(last, Buffer.zeros(ElementType.UINT32, 2 * text.size() + 2)));
    Launch probed =
        new Launch(
            text.source(), launch.kernel(), launch.threadgroups(), launch.threads(), arguments);
    try {
      return switch (device.run(probed, new MeteredRun(NodeArena.meter()))) {
        case Outcome.Ran ran -> kept(text, ran.outputs(), last);
        case Outcome.Trapped trapped -> kept(text, trapped.outputs(), last);
        case Outcome.Unsupported _, Outcome.TimedOut _, Outcome.Crashed _ -> Optional.empty();
      };
    } catch (MslSyntaxException | BadLaunchException e) {
      // A text of another form; nothing is known of its lines.
      return Optional.empty();
    }
  }

  private static Optional<Kept> kept(
      ProbedText text, SortedMap<Integer, Buffer> outputs, int index) {
    return Optional.ofNullable(outputs.get(index)).map(buffer -> new Kept(text, buffer));
  }

  // *** the lines

  private @Nullable Found walk(Compared compared, List<UOp> nodes, int from, int to) {
    for (int i = from; i < to; i++) {
      UOp node = nodes.get(i);
      Found found = null;
      if (node.is(Op.RANGE)) {
        int end = end(nodes, i);
        for (long turn = 0; found == null && turn <= node.max(); turn++) {
          turns.put(node, turn);
          found = walk(compared, nodes, i + 1, end);
        }
        turns.remove(node);
        i = end;
      } else if (node.is(Op.IF) && !isTaken(compared, node)) {
        i = end(nodes, i);
      } else {
        found = compare(compared, node);
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private boolean isTaken(Compared compared, UOp condition) {
    return compared.values().at(condition.src(0), turns, 0).orElse(1) != 0;
  }

  /** Returns where the block that opens at an instruction ends. */
  private static int end(List<UOp> nodes, int from) {
    int depth = 0;
    for (int i = from; i < nodes.size(); i++) {
      UOp node = nodes.get(i);
      if (ProbedText.opens(node)) {
        depth++;
      } else if ((node.is(Op.ENDRANGE) || node.is(Op.ENDIF)) && --depth == 0) {
        return i;
      }
    }
    return nodes.size();
  }

  private @Nullable Found compare(Compared compared, UOp node) {
    ProbedText.Slot value = compared.text().value(node);
    if (value == null) {
      return null;
    }
    UOp valued = node.is(Op.STORE) ? node.src(1) : node;
    for (int lane = 0; lane < value.lanes(); lane++) {
      OptionalDouble expected = expected(compared, valued, lane);
      int number = value.at(turns, lane);
      if (expected.isPresent()
          && compared.isKept(number)
          && differs(valued, expected.getAsDouble(), compared.bits(number))) {
        return atLine(compared, node, lane, expected.getAsDouble(), compared.bits(number));
      }
    }
    ProbedText.Slot stored = compared.text().stored(node);
    for (int lane = 0; stored != null && lane < stored.lanes(); lane++) {
      int number = stored.at(turns, lane);
      if (compared.isKept(number)
          && compared.bits(number) != compared.bits(value.at(turns, lane))) {
        return notStored(node, value.line());
      }
    }
    return null;
  }

  private OptionalDouble expected(Compared compared, UOp node, int lane) {
    return node.is(Op.CONST)
        ? OptionalDouble.of(MetalValues.constant(node))
        : compared.values().at(node, turns, lane);
  }

  /** Whether bits are not those of a value; any NaN equals any other. */
  private static boolean differs(UOp node, double value, int bits) {
    return node.dtype().isFloat()
        ? Float.floatToIntBits((float) value) != Float.floatToIntBits(Float.intBitsToFloat(bits))
        : (int) (long) value != bits;
  }

  private Found atLine(Compared compared, UOp node, int lane, double expected, int bits) {
    UOp valued = node.is(Op.STORE) ? node.src(1) : node;
    ProbedText text = compared.text();
    LineArithmetic arithmetic =
        new LineArithmetic(compared.values(), u -> text.value(u) != null, kernel.bySlot(), profile);
    OptionalDouble computed = arithmetic.of(node, turns, lane);
    Right right =
        computed.isEmpty()
            ? Right.UNKNOWN
            : !differs(valued, expected, bitsOf(valued, computed.getAsDouble()))
                ? Right.INTERPRETER
                : !differs(valued, computed.getAsDouble(), bits) ? Right.DEVICE : Right.UNKNOWN;
    WrongLine.Manner manner =
        valued.is(Op.LOAD) ? WrongLine.Manner.READS : WrongLine.Manner.COMPUTES;
    String seen =
        "the interpreter has %s, the device %s"
            .formatted(shown(valued, expected), shown(valued, valueOf(valued, bits)));
    return new Found.AtLine(line(node, valued.op(), manner, seen), right);
  }

  private Found notStored(UOp node, int line) {
    String seen = "what is in memory after line %d is not what it stores".formatted(line);
    return new Found.AtLine(line(node, Op.STORE, WrongLine.Manner.WRITES, seen), Right.INTERPRETER);
  }

  private static int bitsOf(UOp node, double value) {
    return node.dtype().isFloat() ? Float.floatToRawIntBits((float) value) : (int) (long) value;
  }

  private static double valueOf(UOp node, int bits) {
    return node.dtype().isFloat() ? Float.intBitsToFloat(bits) : bits;
  }

  private static String shown(UOp node, double value) {
    return node.dtype().isFloat() ? Float.toString((float) value) : Long.toString((long) value);
  }

  private WrongLine line(UOp node, Op op, WrongLine.Manner manner, String seen) {
    if (instructions.isEmpty()) {
      instructions.putAll(kernel.lines());
    }
    int number =
        instructions.entrySet().stream()
            .filter(entry -> entry.getValue() == node)
            .mapToInt(Map.Entry::getKey)
            .findFirst()
            .orElse(0);
    String text =
        kernel.kernel().source().lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
    return new WrongLine(
        kernel.kernel().name(), number, text.strip(), manner, op, WrongLine.formula(node), seen);
  }
}
