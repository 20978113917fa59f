package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.launch;
import static winofuzz.fuzz.selftest.PlantedDefect.outcome;
import static winofuzz.fuzz.selftest.PlantedDefect.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.MatrixAccumulation;
import winofuzz.metal.Outcome;

/** Defects of the Metal text and of what runs it. */
final class RunDefects {
  private RunDefects() {}

  static final List<PlantedDefect> RENDERER =
      List.of(
          text(
              "address-not-in-parentheses",
              Area.RENDERER,
              "*(buffer+i) is read as *buffer+i",
              replacing("= \\*\\((data\\w+)\\+([^()]+)\\);", "= *$1+$2;")),
          text(
              "short-literals",
              Area.RENDERER,
              "constants are written with four digits",
              source ->
                  Pattern.compile("\\d+\\.\\d+f")
                      .matcher(source)
                      .replaceAll(RunDefects::fourDigits)),
          text(
              "a-turn-too-many",
              Area.RENDERER,
              "loops are written with <=",
              replacing("(ridx\\w+) < ", "$1 <= ")),
          text(
              "half-variables",
              Area.RENDERER,
              "values loaded are kept in half",
              replacing("\\bfloat (val\\d+) = ", "half $1 = ")),
          text(
              "a-turn-too-few",
              Area.RENDERER,
              "loops end one turn early",
              replacing("(ridx\\w+ < \\d+);", "$1-1;")),
          text(
              "sign-of-literals-lost",
              Area.RENDERER,
              "negative constants are written without their sign",
              replacing("-(\\d+\\.\\d+f)", "$1")),
          text(
                  "mask-not-in-parentheses",
                  Area.RENDERER,
                  "(x & 1) << n is written as x & 1 << n",
                  replacing("\\(\\((\\(\\w+>>\\d+\\))&1\\)<<", "($1&1<<"))
              .needing(KernelDefects.MATRIX_UNIT),
          text(
              "below-is-at-most",
              Area.RENDERER,
              "x < y is written as x <= y",
              replacing("\\b(\\w+)<(\\w+)\\b", "$1<=$2")));

  static final List<PlantedDefect> SIMULATOR =
      List.of(
          launch(
              "grid-transposed",
              Area.SIMULATOR,
              "x and y of the threadgroups are exchanged",
              run -> with(run, yxz(run.threadgroups()), run.threads())),
          launch(
              "a-thread-too-few",
              Area.SIMULATOR,
              "threadgroups have one thread less in x",
              run -> with(run, run.threadgroups(), less(run.threads()))),
          launch(
              "a-threadgroup-too-few",
              Area.SIMULATOR,
              "the grid has one threadgroup less in x",
              run -> with(run, less(run.threadgroups()), run.threads())),
          launch(
              "binding-one-element-off",
              Area.SIMULATOR,
              "buffers are bound one element later",
              RunDefects::shifted),
          outcome("negative-zero-lost", Area.SIMULATOR, "-0 becomes 0", x -> x == 0 ? 0.0 : x),
          outcome(
              "saturates",
              Area.SIMULATOR,
              "infinities become the largest number",
              x -> Double.isInfinite(x) ? Math.copySign(Float.MAX_VALUE, x) : x),
          new PlantedDefect(
              "denormals-flushed",
              Area.SIMULATOR,
              "denormal numbers count as zero",
              new Plant.OfArithmetic(
                  new DeviceProfile(
                      Set.of(ElementType.FLOAT32),
                      false,
                      true,
                      MatrixAccumulation.ROUNDED_LEFT_FOLD))),
          new PlantedDefect(
                  "matrix-products-unrounded",
                  Area.SIMULATOR,
                  "matrix units do not round their products",
                  new Plant.OfArithmetic(
                      new DeviceProfile(Set.of(), false, true, MatrixAccumulation.FUSED_LEFT_FOLD)))
              .needing(KernelDefects.MATRIX_UNIT));

  static UnaryOperator<String> replacing(String regex, String replacement) {
    Pattern pattern = Pattern.compile(regex);
    return source -> pattern.matcher(source).replaceAll(replacement);
  }

  private static String fourDigits(MatchResult literal) {
    String digits = literal.group().substring(0, literal.group().length() - 1);
    return String.format(java.util.Locale.ROOT, "%.4ff", Double.parseDouble(digits));
  }

  private static Launch with(Launch run, Extent threadgroups, Extent threads) {
    return new Launch(run.source(), run.kernel(), threadgroups, threads, run.arguments());
  }

  private static Extent yxz(Extent e) {
    return Extent.of(e.y(), e.x(), e.z());
  }

  private static Extent less(Extent e) {
    return e.x() > 1 ? Extent.of(e.x() - 1, e.y(), e.z()) : e;
  }

  private static Launch shifted(Launch run) {
    List<BufferArgument> arguments = new ArrayList<>();
    for (BufferArgument argument : run.arguments()) {
      boolean read = argument.role() == BufferRole.IN && argument.contents().length() > 1;
      arguments.add(
          read ? BufferArgument.in(argument.index(), shifted(argument.contents())) : argument);
    }
    return new Launch(run.source(), run.kernel(), run.threadgroups(), run.threads(), arguments);
  }

  private static Buffer shifted(Buffer buffer) {
    byte[] bytes = buffer.toBytes();
    byte[] later = new byte[bytes.length];
    int by = buffer.type().bytes();
    System.arraycopy(bytes, by, later, 0, bytes.length - by);
    return Buffer.ofBytes(buffer.type(), later);
  }

  /** What came out, with something done to each number. */
  static Outcome each(Outcome outcome, DoubleUnaryOperator change) {
    return switch (outcome) {
      case Outcome.Ran ran -> {
        SortedMap<Integer, Buffer> changed = new TreeMap<>();
        ran.outputs().forEach((index, buffer) -> changed.put(index, each(buffer, change)));
        yield new Outcome.Ran(changed, ran.time(), ran.warnings());
      }
      case Outcome.Trapped _, Outcome.Unsupported _, Outcome.TimedOut _, Outcome.Crashed _ ->
          outcome;
    };
  }

  private static Buffer each(Buffer buffer, DoubleUnaryOperator change) {
    double[] values = new double[buffer.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = change.applyAsDouble(buffer.number(i));
    }
    return Buffer.ofDoubles(buffer.type(), values);
  }
}
