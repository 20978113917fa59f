package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.pass;
import static winofuzz.fuzz.selftest.PlantedDefect.text;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Defects of how often, and in which type, numbers are rounded. */
final class PrecisionDefects {
  private PrecisionDefects() {}

  static final List<PlantedDefect> ALL =
      List.of(
          text(
              "accumulators-in-half",
              Area.PRECISION,
              "sums of halfs are kept in half, not in float",
              ofHalfs(RunDefects.replacing("float (acc\\d+)\\[", "half $1["))),
          text(
              "products-not-rounded",
              Area.PRECISION,
              "products of halfs are not rounded to half before they are added up",
              RunDefects.replacing(
                  "\\(\\(float\\)\\((val\\d+)\\*(val\\d+)\\)\\)", "(((float)($1))*((float)($2)))")),
          text(
              "rounded-every-turn",
              Area.PRECISION,
              "a sum of halfs is rounded to half in every turn",
              ofHalfs(
                  RunDefects.replacing(
                      "(\\*\\(acc\\d+\\+\\d+\\)) = (\\(\\*\\(acc[^;]*);", "$1 = (half)($2);"))),
          text(
              "constants-in-half",
              Area.PRECISION,
              "constants are rounded to half",
              source ->
                  Pattern.compile("\\d+\\.\\d+f")
                      .matcher(source)
                      .replaceAll(PrecisionDefects::inHalf)),
          text(
              "fused-first-term",
              Area.PRECISION,
              "the first product of a turn is fused with the sum",
              RunDefects.replacing(
                  "= \\((\\*\\(acc\\d+\\+\\d+\\))\\)\\+\\(([\\w.]+)\\*([\\w.]+)\\)",
                  "= fma($2,$3,$1)")),
          text(
              "bfloat16-truncated",
              Area.PRECISION,
              "results are cut off to bfloat16, not rounded",
              RunDefects.replacing(
                  " = \\(bfloat\\)\\(([^;]*)\\);",
                  " = (bfloat)(as_type<float>(as_type<uint>((float)($1))&4294901760u));")),
          pass(
              "convolution-summed-in-half",
              Area.PRECISION,
              "the frontend asks for sums of halfs in half",
              "frontend",
              graph ->
                  GraphEdits.each(
                      graph, n -> isWideSum(n, Op.REDUCE_AXIS), PrecisionDefects::summedNarrow)),
          pass(
              "kernel-sums-in-half",
              Area.PRECISION,
              "scheduled sums of halfs are added up in half",
              "schedule",
              graph ->
                  GraphEdits.each(
                      graph, n -> isWideSum(n, Op.REDUCE), PrecisionDefects::summedNarrow)));

  private static UnaryOperator<String> ofHalfs(UnaryOperator<String> edit) {
    return source -> source.contains("device half*") ? edit.apply(source) : source;
  }

  private static String inHalf(MatchResult literal) {
    String digits = literal.group().substring(0, literal.group().length() - 1);
    return String.format(Locale.ROOT, "%.10ff", inHalf(Double.parseDouble(digits)));
  }

  private static double inHalf(double value) {
    return Float.float16ToFloat(Float.floatToFloat16((float) value));
  }

  /** Whether a node adds up halfs in float. */
  private static boolean isWideSum(UOp node, Op reduction) {
    return node.is(reduction)
        && node.dtype().equals(DType.FLOAT32)
        && node.src(0).is(Op.CAST)
        && node.src(0).src(0).dtype().equals(DType.FLOAT16);
  }

  private static UOp summedNarrow(UOp sum) {
    UOp narrow = GraphEdits.with(sum, 0, sum.src(0).src(0)).withDType(DType.FLOAT16);
    return narrow.cast(DType.FLOAT32);
  }
}
