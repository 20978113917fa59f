package winofuzz.fuzz.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The text of a kernel in which one thread keeps the value of every line, in each turn of the loops
 * around it. It has one buffer more, of unsigned integers, after those of the kernel: for each
 * value its bits, and whether it was kept. Each line is still the line that it was.
 */
final class ProbedText {
  /** More values are not kept. */
  private static final int MOST_VALUES = 1 << 20;

  private static final Pattern DECLARATION =
      Pattern.compile("\\s*\\w+ (\\w+) = .*;( /\\* \\d+ \\*/)?");
  private static final Pattern STORE = Pattern.compile("(\\s*)(\\*.*?) = (.*);");
  private static final Pattern LOOP = Pattern.compile("\\s*for \\(\\w+ (\\w+) = 0; .*");
  private static final String POSITIONS = "uint3 gid [[";

  private final List<String> lines;
  private final int[] position;
  private final Map<UOp, String> loops = new HashMap<>();
  private final Map<UOp, Slot> values = new HashMap<>();
  private final Map<UOp, Slot> stored = new HashMap<>();
  private int size;

  private ProbedText(List<String> lines, int[] position) {
    this.lines = lines;
    this.position = position.clone();
  }

  /**
   * Where values of a line are kept.
   *
   * @param line its number, from 1
   * @param first the number of the first value
   * @param loops around the line, outermost first
   * @param lanes of each value
   */
  record Slot(int line, int first, List<UOp> loops, int lanes) {
    Slot {
      loops = List.copyOf(loops);
    }

    /** Returns the number of a value. */
    int at(Map<UOp, Long> turns, int lane) {
      long turn = 0;
      for (UOp loop : loops) {
        turn = turn * (loop.max() + 1) + turns.getOrDefault(loop, 0L);
      }
      return Math.toIntExact(first + turn * lanes + lane);
    }

    private long count() {
      return loops.stream().mapToLong(loop -> loop.max() + 1).reduce(lanes, (a, b) -> a * b);
    }
  }

  /**
   * Returns the text of a kernel with the values kept of one thread.
   *
   * @param lines the instruction that each line was written for
   * @param position of the thread: of its threadgroup in the grid, and of it in the threadgroup
   * @return empty where there are too many values, or the text has another form
   */
  static Optional<ProbedText> of(CompiledKernel kernel, Map<Integer, UOp> lines, int[] position) {
    ProbedText text =
        new ProbedText(
            kernel.source().lines().collect(Collectors.toCollection(ArrayList::new)), position);
    return text.declares() && text.keeps(lines) ? Optional.of(text) : Optional.empty();
  }

  /** Returns the text. */
  String source() {
    return String.join("\n", lines) + "\n";
  }

  /** Returns how many values are kept. */
  int size() {
    return size;
  }

  /** Returns where the value of an instruction is kept, of a store what it stores; null if not. */
  @Nullable Slot value(UOp node) {
    return values.get(node);
  }

  /** Returns where what a store leaves in memory is kept; null if it is not. */
  @Nullable Slot stored(UOp store) {
    return stored.get(store);
  }

  private boolean declares() {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int at = line.indexOf(POSITIONS);
      if (at >= 0) {
        lines.set(
            i,
            line.substring(0, at)
                + "device uint* kept, "
                + line.substring(at)
                + " bool keeps = "
                + isThread()
                + ";");
        return true;
      }
    }
    return false;
  }

  private String isThread() {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < position.length; i++) {
      terms.add("%s.%s == %d".formatted(i < 3 ? "gid" : "lid", "xyz".charAt(i % 3), position[i]));
    }
    return String.join(" && ", terms);
  }

  private boolean keeps(Map<Integer, UOp> instructions) {
    List<UOp> around = new ArrayList<>();
    for (Map.Entry<Integer, UOp> entry : instructions.entrySet()) {
      UOp node = entry.getValue();
      int index = entry.getKey() - 1;
      if (index >= lines.size() || size > MOST_VALUES) {
        return false;
      }
      String line = lines.get(index);
      switch (node.op()) {
        case RANGE -> {
          Matcher loop = LOOP.matcher(line);
          if (!loop.matches()) {
            return false;
          }
          loops.put(node, loop.group(1));
          around.add(node);
        }
        case ENDRANGE -> around.removeLast();
        case STORE -> lines.set(index, store(line, entry.getKey(), node, around));
        case IF, ENDIF, BARRIER, DEFINE_LOCAL, DEFINE_REGISTER -> {}
        // All other lines declare a value.
        default -> lines.set(index, declaration(line, entry.getKey(), node, around));
      }
    }
    return size <= MOST_VALUES;
  }

  private String declaration(String line, int number, UOp node, List<UOp> around) {
    Matcher declaration = DECLARATION.matcher(line);
    if (!declaration.matches()) {
      return line;
    }
    Slot slot = slot(number, node.dtype(), around);
    values.put(node, slot);
    return line + kept(slot, declaration.group(1), node.dtype());
  }

  private String store(String line, int number, UOp node, List<UOp> around) {
    Matcher store = STORE.matcher(line);
    if (!store.matches()) {
      return line;
    }
    DType dtype = node.src(1).dtype();
    Slot value = slot(number, dtype, around);
    Slot memory = slot(number, dtype, around);
    values.put(node, value);
    stored.put(node, memory);
    return store.group(1)
        + kept(value, "(" + store.group(3) + ")", dtype)
        + line.strip()
        + kept(memory, "(" + store.group(2) + ")", dtype);
  }

  private Slot slot(int number, DType dtype, List<UOp> around) {
    Slot slot = new Slot(number, size, around, dtype.count());
    size = (int) Math.min(MOST_VALUES + 1L, size + slot.count());
    return slot;
  }

  private String kept(Slot slot, String value, DType dtype) {
    StringBuilder result = new StringBuilder(" if (keeps) {");
    for (int lane = 0; lane < slot.lanes(); lane++) {
      String element = slot.lanes() == 1 ? value : value + element(slot.lanes(), lane);
      String bits = dtype.isFloat() ? "as_type<uint>((float)" + element + ")" : "(uint)" + element;
      String at = "2*(%d+(%s)*%d)".formatted(slot.first() + lane, turn(slot), slot.lanes());
      result.append(" kept[%s] = %s; kept[%s+1] = 1u;".formatted(at, bits, at));
    }
    return result.append(" } ").toString();
  }

  private static String element(int lanes, int lane) {
    return lanes <= 4 ? "." + "xyzw".charAt(lane) : "[" + lane + "]";
  }

  private String turn(Slot slot) {
    String result = "0";
    for (UOp loop : slot.loops()) {
      result = "(%s)*%d+%s".formatted(result, loop.max() + 1, loops.get(loop));
    }
    return result;
  }

  /** Whether an instruction is one that opens a block. */
  static boolean opens(UOp node) {
    return node.is(Op.RANGE) || node.is(Op.IF);
  }
}
