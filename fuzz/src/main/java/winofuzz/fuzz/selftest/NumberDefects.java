package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.launch;
import static winofuzz.fuzz.selftest.PlantedDefect.outcome;
import static winofuzz.fuzz.selftest.PlantedDefect.text;

import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;
import winofuzz.metal.Launch;
import winofuzz.metal.MatrixAccumulation;
import winofuzz.number.Rational;

/** Defects of special values, of the simulator's arithmetic and of the interpreter. */
final class NumberDefects {
  private static final int LONG = 8;

  private NumberDefects() {}

  static final List<PlantedDefect> SPECIAL =
      List.of(
          text(
              "nan-swallowed",
              Area.SPECIAL,
              "results are at least minus infinity, by a maximum that drops NaN",
              RunDefects.replacing(
                  "(\\*\\(data0_\\d+\\+\\w+\\)) = ([^;]*);", "$1 = fmax((float)($2),-INFINITY);")),
          text(
              "zero-times-anything",
              Area.SPECIAL,
              "a product with zero is zero, also of an infinity",
              RunDefects.replacing("= (val\\d+)\\*(val\\d+);", "= ($1==0||$2==0)?0:($1*$2);")),
          text(
              "half-clamped",
              Area.SPECIAL,
              "what a half cannot hold becomes its largest number, not an infinity",
              RunDefects.replacing(
                  " = \\(half\\)\\(([^;]*)\\);",
                  " = (half)(clamp((float)($1),-65504.0f,65504.0f));")),
          outcome(
              "infinity-loses-its-sign",
              Area.SPECIAL,
              "minus infinity becomes infinity",
              x -> x == Double.NEGATIVE_INFINITY ? Double.POSITIVE_INFINITY : x));

  static final List<PlantedDefect> ARITHMETIC =
      List.of(
          arithmetic(
              "half-denormals-flushed",
              "denormal halfs count as zero",
              new DeviceProfile(
                  Set.of(ElementType.FLOAT16), false, true, MatrixAccumulation.ROUNDED_LEFT_FOLD)),
          arithmetic(
                  "matrix-accumulator-last",
                  "matrix units add the accumulator last",
                  new DeviceProfile(Set.of(), false, true, MatrixAccumulation.PRODUCTS_FIRST))
              .needing(KernelDefects.MATRIX_UNIT),
          read(
              "shift-rounds-up",
              "x >> n is rounded up",
              "\\((\\w+)>>(\\d+)\\)",
              "(($1+(1<<$2)-1)>>$2)"),
          read(
              "bool-of-lowest-bit",
              "an integer is true where its lowest bit is set",
              "\\(bool\\)\\((\\w+)\\)",
              "(bool)(($1)&1)"),
          read(
              "half-conversion-truncates",
              "a conversion to half rounds toward zero",
              " = \\(half\\)\\(([^;]*)\\);",
              " = (half)(as_type<float>(as_type<uint>((float)($1))&4294959104u));"));

  static final List<PlantedDefect> INTERPRETER =
      List.of(
          program(
              "exact-long-loops",
              "a sum ends after eight turns",
              Semantics.EXACT,
              (was, now) ->
                  was.is(Op.RANGE) && was.axis().type() == AxisType.REDUCE && was.max() >= LONG
                      ? now.withSrc(UOp.index(LONG))
                      : now),
          program(
              "exact-constants-rounded",
              "constants are taken as the nearest float",
              Semantics.EXACT,
              NumberDefects::roundedConstant),
          program(
              "exact-below-is-at-most",
              "x < y is x <= y, of indices",
              Semantics.EXACT,
              (was, now) ->
                  was.is(Op.CMPLT) && was.src(0).dtype().isIndex()
                      ? now.src(1).lessThan(now.src(0)).not()
                      : now),
          values(
              "ieee-denormals-flushed",
              "denormal results are zero",
              Semantics.IEEE,
              each(x -> Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0, x) : x)),
          values("ieee-negative-zero-lost", "-0 is 0", Semantics.IEEE, each(x -> x + 0.0f)),
          program(
              "ieee-contracts",
              "a product and a sum in float are rounded once",
              Semantics.IEEE,
              NumberDefects::contracted),
          program(
              "ieee-sums-of-three-round-once",
              "a sum of three halfs is rounded once",
              Semantics.IEEE,
              NumberDefects::roundedOnce),
          program(
              "bound-of-one-factor",
              "a product has the error of its first factor alone",
              Semantics.BOUND,
              (was, now) -> was.is(Op.MUL) && was.dtype().isFloat() ? now.src(0) : now));

  private static PlantedDefect arithmetic(String name, String what, DeviceProfile wrong) {
    return new PlantedDefect(name, Area.ARITHMETIC, what, new Plant.OfArithmetic(wrong));
  }

  /** A simulator that reads something else than what is written. */
  private static PlantedDefect read(String name, String what, String regex, String read) {
    UnaryOperator<String> edit = RunDefects.replacing(regex, read);
    return launch(
        name,
        Area.ARITHMETIC,
        what,
        run ->
            new Launch(
                edit.apply(run.source()),
                run.kernel(),
                run.threadgroups(),
                run.threads(),
                run.arguments()));
  }

  private static PlantedDefect program(
      String name, String what, Semantics under, BinaryOperator<UOp> wrong) {
    return new PlantedDefect(name, Area.INTERPRETER, what, new Plant.OfProgram(under, wrong));
  }

  private static PlantedDefect values(
      String name, String what, Semantics under, UnaryOperator<Values> wrong) {
    return new PlantedDefect(name, Area.INTERPRETER, what, new Plant.OfValues(under, wrong));
  }

  /** A change of one float. */
  private interface FloatOperator {
    float apply(float x);
  }

  private static UnaryOperator<Values> each(FloatOperator change) {
    return values -> {
      float[] changed = new float[values.size()];
      for (int i = 0; i < changed.length; i++) {
        changed[i] = change.apply((float) values.at(i));
      }
      return Values.of(values.dtype(), changed);
    };
  }

  private static UOp roundedConstant(UOp was, UOp now) {
    return was.is(Op.CONST) && was.dtype().isFloat() && was.arg() instanceof Arg.Real real
        ? now.withArg(new Arg.Real(Rational.of((float) real.value().toDouble())))
        : now;
  }

  private static UOp contracted(UOp was, UOp now) {
    return was.is(Op.ADD) && was.dtype().equals(DType.FLOAT32) && now.src(1).is(Op.MUL)
        ? now.src(1).src(0).alu(Op.MULACC, now.src(1).src(1), now.src(0))
        : now;
  }

  private static UOp roundedOnce(UOp was, UOp now) {
    if (!was.is(Op.ADD)
        || !was.dtype().isFloat()
        || was.dtype().count() > 1
        || was.dtype().equals(DType.FLOAT32)
        || !now.src(0).is(Op.ADD)) {
      return now;
    }
    UOp inner = now.src(0);
    return inner
        .src(0)
        .cast(DType.FLOAT32)
        .plus(inner.src(1).cast(DType.FLOAT32))
        .plus(now.src(1).cast(DType.FLOAT32))
        .cast(was.dtype());
  }
}
