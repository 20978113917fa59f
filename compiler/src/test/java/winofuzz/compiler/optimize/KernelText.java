package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/**
 * Kernel graphs as text, one node a line, operands before users, the SINK last:
 *
 * <pre>
 * OP dtype argument operand...
 * </pre>
 *
 * <p>Operands are line numbers, from 0. The argument is {@code -} for none; the number or {@code
 * invalid} for a constant ({@code r1/6} where it is real); {@code 3:LOOP} for a range, ids of a
 * split range joined by dots, a role behind a second colon; the operation of a REDUCE; the slot of
 * a DEFINE; {@code id x size} pairs for lanes.
 */
final class KernelText {
  private static final Pattern DTYPE =
      Pattern.compile("([a-z0-9]+?)(?:x(\\d+))?(?:\\*([a-z]+)\\[(-?\\d+)\\])?");

  private KernelText() {}

  // *** reading

  static UOp read(String text) {
    return read(text.lines().toList());
  }

  static UOp read(List<String> lines) {
    List<UOp> nodes = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.strip().split(" +");
      Op op = Op.valueOf(parts[0]);
      DType dtype = dtype(parts[1]);
      UOp[] src = new UOp[parts.length - 3];
      for (int i = 0; i < src.length; i++) {
        src[i] = nodes.get(Integer.parseInt(parts[i + 3]));
      }
      nodes.add(UOp.of(op, dtype, arg(op, dtype, parts[2]), src));
    }
    return nodes.getLast();
  }

  private static DType dtype(String text) {
    Matcher m = DTYPE.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("dtype: " + text);
    }
    DType value = DType.scalar(DType.Kind.ofLabel(m.group(1)));
    if (m.group(2) != null) {
      value = value.vector(Integer.parseInt(m.group(2)));
    }
    return m.group(3) == null
        ? value
        : value.pointer(
            AddressSpace.valueOf(m.group(3).toUpperCase(java.util.Locale.ROOT)),
            Long.parseLong(m.group(4)));
  }

  private static Arg arg(Op op, DType dtype, String text) {
    if (text.equals("-")) {
      return Arg.None.NONE;
    }
    return switch (op) {
      case CONST -> constant(dtype, text);
      case RANGE -> axis(text.split(":"));
      case REDUCE -> new Arg.Fold(Op.valueOf(text));
      case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> new Arg.Slot(Integer.parseInt(text));
      case UNROLL, CONTRACT -> lanes(text);
      case WMMA -> unit(text.split("/"));
      case DEFINE_VAR -> variable(text.split(":"));
      default -> throw new IllegalArgumentException(op + " " + text);
    };
  }

  private static Arg constant(DType dtype, String text) {
    return switch (text) {
      case "invalid" -> Arg.Invalid.INVALID;
      case "true", "false" -> new Arg.Bool(Boolean.parseBoolean(text));
      case "nan" -> Arg.Special.NAN;
      case "inf" -> Arg.Special.POSITIVE_INFINITY;
      case "-inf" -> Arg.Special.NEGATIVE_INFINITY;
      case "r-0" -> Arg.Special.NEGATIVE_ZERO;
      default ->
          dtype.isFloat()
              ? new Arg.Real(Rational.parse(text.substring(1)))
              : new Arg.Int(Long.parseLong(text));
    };
  }

  private static Arg axis(String[] parts) {
    List<Integer> id =
        Pattern.compile("\\.").splitAsStream(parts[0]).map(Integer::valueOf).toList();
    AxisRole role = parts.length > 2 ? AxisRole.valueOf(parts[2]) : AxisRole.OTHER;
    return new Arg.Axis(id, AxisType.valueOf(parts[1]), role, true);
  }

  private static Arg.LaneAxes lanes(String text) {
    List<Arg.LaneAxis> axes = new ArrayList<>();
    for (String axis : text.split(",")) {
      int x = axis.indexOf('x');
      axes.add(
          new Arg.LaneAxis(
              Integer.parseInt(axis.substring(0, x)), Integer.parseInt(axis.substring(x + 1))));
    }
    return new Arg.LaneAxes(axes);
  }

  private static Arg unit(String[] parts) {
    List<Integer> size =
        Pattern.compile(",").splitAsStream(parts[0]).map(Integer::valueOf).toList();
    return new Arg.MatrixMultiply(
        size.get(0),
        size.get(1),
        size.get(2),
        dtype(parts[1]),
        dtype(parts[2]),
        Integer.parseInt(parts[3]),
        Pattern.compile("\\|").splitAsStream(parts[4]).map(KernelText::lanes).toList());
  }

  private static Arg variable(String[] parts) {
    return new Arg.Variable(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }

  // *** writing

  static String write(UOp sink) {
    Map<UOp, Integer> ids = new HashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    StringBuilder text = new StringBuilder();
    for (UOp node : sink.toposort()) {
      StringBuilder line = new StringBuilder();
      line.append(node.op()).append(' ').append(node.dtype()).append(' ').append(text(node));
      node.src().forEach(s -> line.append(' ').append(ids.get(s)));
      // Nodes that differ in what is not written, such as roles, count as one.
      Integer id = lines.get(line.toString());
      if (id == null) {
        id = lines.size();
        lines.put(line.toString(), id);
        text.append(line).append('\n');
      }
      ids.put(node, id);
    }
    return text.toString();
  }

  private static String text(UOp node) {
    return switch (node.arg()) {
      case Arg.Int i -> Long.toString(i.value());
      case Arg.Bool b -> Boolean.toString(b.value());
      case Arg.Real r -> "r" + r.value();
      case Arg.Invalid ignored -> "invalid";
      case Arg.Special s ->
          switch (s) {
            case NAN -> "nan";
            case POSITIVE_INFINITY -> "inf";
            case NEGATIVE_INFINITY -> "-inf";
            case NEGATIVE_ZERO -> "r-0";
          };
      case Arg.Axis a ->
          a.id().stream().map(String::valueOf).collect(Collectors.joining(".")) + ":" + a.type();
      case Arg.Fold f -> f.op().toString();
      case Arg.Slot s -> Integer.toString(s.number());
      case Arg.LaneAxes l -> text(l);
      case Arg.MatrixMultiply w ->
          w.n()
              + ","
              + w.m()
              + ","
              + w.k()
              + "/"
              + w.input()
              + "/"
              + w.output()
              + "/"
              + w.threads()
              + "/"
              + w.lanes().stream().map(KernelText::text).collect(Collectors.joining("|"));
      case Arg.Variable v -> v.name() + ":" + v.min() + ":" + v.max();
      default -> "-";
    };
  }

  private static String text(Arg.LaneAxes lanes) {
    return lanes.axes().stream().map(a -> a.id() + "x" + a.size()).collect(Collectors.joining(","));
  }

  /** Where two texts part: the first lines that differ, with those around them. */
  static String difference(String expected, String found) {
    List<String> a = expected.lines().toList();
    List<String> b = found.lines().toList();
    int at =
        IntStream.range(0, Math.min(a.size(), b.size()))
            .filter(i -> !a.get(i).equals(b.get(i)))
            .findFirst()
            .orElse(Math.min(a.size(), b.size()));
    return "line "
        + at
        + " of "
        + a.size()
        + ": expected "
        + a.subList(at, Math.min(at + 3, a.size()))
        + ", found "
        + b.subList(at, Math.min(at + 3, b.size()));
  }
}
