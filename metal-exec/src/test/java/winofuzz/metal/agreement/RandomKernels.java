package winofuzz.metal.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Writes Metal programs of random kernels whose results every device must agree on: no undefined
 * behaviour, no function that devices round differently, no bits of a NaN.
 *
 * <p>Every kernel takes inout buffers 0 (int) and 1 (float) of one element a thread, in buffers 2
 * (int) and 3 (float) of {@link #INPUTS} elements, and inout buffer 4 of {@link #COUNTERS} atomics.
 */
final class RandomKernels {

  static final int INPUTS = 64;
  static final int COUNTERS = 4;

  private static final String PARAMETERS =
      "device int* iout, device float* fout, const device int* iin, constant float* fin,"
          + " device atomic_int* counters, uint gid [[thread_position_in_grid]],"
          + " uint lid [[thread_index_in_threadgroup]],"
          + " uint3 group [[threadgroup_position_in_grid]],"
          + " uint lane [[thread_index_in_simdgroup]],"
          + " uint width [[threads_per_threadgroup]]";

  private enum Kind {
    INT("int"),
    UINT("uint"),
    LONG("long"),
    SHORT("short"),
    BOOL("bool"),
    FLOAT("float"),
    HALF("half"),
    FLOAT4("float4"),
    INT2("int2");

    private final String spelling;

    Kind(String spelling) {
      this.spelling = spelling;
    }
  }

  private record Variable(Kind kind, String name) {}

  private final Random random;
  private final int threads;
  private final StringBuilder text = new StringBuilder();
  private final List<Variable> variables = new ArrayList<>();
  private int names;
  private int indent;

  /** Whether the kernel's parameters can be named. */
  private boolean inKernel;

  /** Whether all threads of a threadgroup, or of a simdgroup's part that arrives, are together. */
  private boolean uniform = true;

  private RandomKernels(Random random, int threads) {
    this.random = random;
    this.threads = threads;
  }

  /** A program of kernels {@code k0}, {@code k1}, .. for threadgroups of so many threads. */
  static String program(Random random, int kernels, int threads) {
    StringBuilder program = new StringBuilder("#include <metal_stdlib>\nusing namespace metal;\n");
    for (int i = 0; i < kernels; i++) {
      program.append(new RandomKernels(random, threads).kernel(i));
    }
    return program.toString();
  }

  private String kernel(int number) {
    String helper = "h" + number;
    helper(helper);
    line("kernel void k" + number + "(" + PARAMETERS + ") {");
    indent++;
    inKernel = true;
    line("threadgroup int ishared[" + threads + "];");
    line("threadgroup float fshared[" + threads + "];");
    variables.add(new Variable(Kind.UINT, "lid"));
    variables.add(new Variable(Kind.UINT, "gid"));
    variables.add(new Variable(Kind.UINT, "group.x"));
    for (Kind kind : Kind.values()) {
      declare(kind);
    }
    line("int made = " + helper + "(" + value(Kind.INT, 2) + ", " + value(Kind.FLOAT, 2) + ");");
    variables.add(new Variable(Kind.INT, "made"));
    block(6 + random.nextInt(8), 3);
    line("iout[gid] = " + value(Kind.INT, 3) + " ^ (int)(" + value(Kind.LONG, 2) + ");");
    if (random.nextInt(3) == 0) {
      line("if (" + value(Kind.BOOL, 2) + ") { return; }");
    }
    line("fout[gid] = " + value(Kind.FLOAT, 3) + ";");
    indent--;
    line("}");
    return text.toString();
  }

  private void helper(String name) {
    line("int " + name + "(int a, float b) {");
    indent++;
    variables.add(new Variable(Kind.INT, "a"));
    variables.add(new Variable(Kind.FLOAT, "b"));
    uniform = false;
    line("if (" + value(Kind.BOOL, 2) + ") { return " + value(Kind.INT, 2) + "; }");
    line("a += " + value(Kind.INT, 2) + ";");
    line("return " + value(Kind.INT, 3) + ";");
    uniform = true;
    variables.clear();
    indent--;
    line("}");
  }

  private void line(String content) {
    text.append("  ".repeat(indent)).append(content).append('\n');
  }

  private String fresh() {
    return "v" + names++;
  }

  private void declare(Kind kind) {
    String name = fresh();
    line(kind.spelling + " " + name + " = " + value(kind, 3) + ";");
    variables.add(new Variable(kind, name));
  }

  private void block(int statements, int depth) {
    indent++;
    int known = variables.size();
    for (int i = 0; i < statements; i++) {
      statement(depth);
    }
    variables.subList(known, variables.size()).clear();
    indent--;
  }

  private void statement(int depth) {
    switch (random.nextInt(depth > 0 ? 12 : 6)) {
      case 0, 1 -> declare(Kind.values()[random.nextInt(Kind.values().length)]);
      case 2, 3 -> assign();
      case 4 -> {
        if (uniform) {
          share();
        } else {
          assign();
        }
      }
      case 5 -> together();
      case 6, 7 -> branch(depth);
      case 8, 9 -> countedLoop(depth);
      case 10 -> whileLoop(depth);
      default ->
          line(
              "atomic_fetch_add_explicit(counters + "
                  + random.nextInt(COUNTERS)
                  + ", "
                  + value(Kind.INT, 2)
                  + ", memory_order_relaxed);");
    }
  }

  private void assign() {
    List<Variable> targets = variables.stream().filter(v -> v.name().startsWith("v")).toList();
    Variable target = targets.get(random.nextInt(targets.size()));
    switch (target.kind()) {
      case INT, UINT, LONG -> {
        String operator = oneOf("=", "+=", "-=", "*=", "^=", "&=", "|=");
        line(target.name() + " " + operator + " " + value(target.kind(), 3) + ";");
      }
      case FLOAT, HALF -> {
        String operator = oneOf("=", "+=", "-=", "*=");
        line(target.name() + " " + operator + " " + value(target.kind(), 3) + ";");
      }
      case FLOAT4 -> {
        String part = oneOf("", ".x", ".w", ".zyx", ".yw");
        Kind kind = part.length() == 2 ? Kind.FLOAT : Kind.FLOAT4;
        String swizzle = part.length() > 2 ? "." + "xyzw".substring(0, part.length() - 1) : "";
        line(target.name() + part + " = (" + value(kind, 2) + ")" + swizzle + ";");
      }
      case SHORT, BOOL, INT2 -> line(target.name() + " = " + value(target.kind(), 3) + ";");
    }
  }

  /** Hands values round through threadgroup memory, barriers on both sides. */
  private void share() {
    boolean floats = random.nextBoolean();
    String memory = floats ? "fshared" : "ishared";
    Kind kind = floats ? Kind.FLOAT : Kind.INT;
    line(memory + "[lid] = " + value(kind, 3) + ";");
    line("threadgroup_barrier(mem_flags::mem_threadgroup);");
    String name = fresh();
    line(
        kind.spelling
            + " "
            + name
            + " = "
            + memory
            + "[(lid + "
            + random.nextInt(threads)
            + ") % "
            + threads
            + "];");
    if (random.nextBoolean()) {
      line("for (int j = 0; j < " + threads + "; j += 5) { " + name + " += " + memory + "[j]; }");
    }
    line("threadgroup_barrier(mem_flags::mem_threadgroup);");
    variables.add(new Variable(kind, name));
  }

  /** A simdgroup operation; where some lanes may be elsewhere, one that takes those that came. */
  private void together() {
    Kind kind = oneOf(Kind.INT, Kind.UINT, Kind.FLOAT);
    String name = fresh();
    String value = value(kind, 2);
    String operation =
        uniform && random.nextBoolean()
            ? oneOf(
                    "simd_shuffle_xor",
                    "simd_shuffle_up",
                    "simd_shuffle_down",
                    "simd_shuffle_rotate_down",
                    "simd_broadcast",
                    "simd_shuffle")
                + "("
                + value
                + ", ushort("
                + random.nextInt(32)
                + "))"
            : oneOf(
                    "simd_sum",
                    "simd_max",
                    "simd_min",
                    "simd_prefix_inclusive_sum",
                    "simd_prefix_exclusive_sum",
                    "simd_broadcast_first",
                    "simd_product")
                + "("
                + value
                + ")";
    line(kind.spelling + " " + name + " = " + operation + ";");
    variables.add(new Variable(kind, name));
  }

  private void branch(int depth) {
    boolean before = uniform;
    boolean same = uniform && random.nextInt(3) == 0;
    line(
        "if ("
            + (same ? "(group.x + " + random.nextInt(4) + ") % 2 == 0" : value(Kind.BOOL, 2))
            + ") {");
    uniform = same;
    block(1 + random.nextInt(3), depth - 1);
    if (random.nextBoolean()) {
      line("} else {");
      block(1 + random.nextInt(3), depth - 1);
    }
    line("}");
    uniform = before;
  }

  private void countedLoop(int depth) {
    boolean before = uniform;
    boolean same = uniform && random.nextBoolean();
    String name = "i" + names++;
    String end = same ? "" + (1 + random.nextInt(4)) : "int(" + value(Kind.UINT, 1) + " % 4u)";
    line("for (int " + name + " = 0; " + name + " < " + end + "; " + name + "++) {");
    uniform = same;
    variables.add(new Variable(Kind.INT, name));
    if (!same && random.nextBoolean()) {
      indent++;
      line("if (" + value(Kind.BOOL, 2) + ") { " + oneOf("continue;", "break;") + " }");
      indent--;
    }
    block(1 + random.nextInt(3), depth - 1);
    variables.removeLast();
    line("}");
    uniform = before;
  }

  private void whileLoop(int depth) {
    boolean before = uniform;
    String name = "w" + names++;
    line("int " + name + " = int(" + value(Kind.UINT, 1) + " % 5u);");
    line("while (" + name + "-- > 0) {");
    uniform = false;
    block(1 + random.nextInt(2), depth - 1);
    line("}");
    uniform = before;
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String value(Kind kind, int depth) {
    List<Variable> known = variables.stream().filter(v -> v.kind() == kind).toList();
    if (!known.isEmpty() && random.nextInt(depth > 0 ? 4 : 2) == 0) {
      return known.get(random.nextInt(known.size())).name();
    }
    if (depth <= 0) {
      return leaf(kind);
    }
    Supplier<String> self = () -> value(kind, depth - 1);
    return switch (kind) {
      case INT -> integer(depth, self);
      case UINT -> unsigned(depth, self);
      case LONG ->
          oneOf(
              "(" + self.get() + " + " + self.get() + ")",
              "(" + self.get() + " * " + self.get() + ")",
              "(" + self.get() + " >> (" + value(Kind.INT, depth - 1) + " & 63))",
              "long(" + value(Kind.INT, depth - 1) + ")",
              "(long)" + value(Kind.UINT, depth - 1));
      case SHORT ->
          oneOf(
              "short(" + value(Kind.INT, depth - 1) + ")",
              "short(" + self.get() + " * " + self.get() + ")",
              "max(" + self.get() + ", " + self.get() + ")");
      case BOOL -> bool(depth, self);
      case FLOAT -> floating(depth, self);
      case HALF ->
          oneOf(
              "(" + self.get() + oneOf(" + ", " - ", " * ") + self.get() + ")",
              "half(" + value(Kind.FLOAT, depth - 1) + ")",
              "half(" + value(Kind.SHORT, depth - 1) + ")",
              "fma(" + self.get() + ", " + self.get() + ", " + self.get() + ")",
              "sqrt(abs(" + self.get() + "))",
              "max(" + self.get() + ", " + self.get() + ")");
      case FLOAT4 ->
          oneOf(
              "(" + self.get() + oneOf(" + ", " - ", " * ") + self.get() + ")",
              "(" + self.get() + " * " + value(Kind.FLOAT, depth - 1) + ")",
              "float4("
                  + value(Kind.FLOAT, depth - 1)
                  + ", ("
                  + self.get()
                  + ").zx, "
                  + value(Kind.FLOAT, depth - 1)
                  + ")",
              "(" + self.get() + ").wzxy",
              "min(" + self.get() + ", " + self.get() + ")",
              "float4(" + value(Kind.FLOAT, depth - 1) + ")");
      case INT2 ->
          oneOf(
              "(" + self.get() + oneOf(" + ", " - ", " * ", " & ", " ^ ") + self.get() + ")",
              "int2(" + value(Kind.INT, depth - 1) + ", " + value(Kind.INT, depth - 1) + ")",
              "(" + self.get() + ").yx");
    };
  }

  private String leaf(Kind kind) {
    return inKernel && random.nextBoolean() ? input(kind) : constant(kind);
  }

  private String input(Kind kind) {
    return switch (kind) {
      case INT -> oneOf("iin[" + random.nextInt(INPUTS) + "]", "(int)lane");
      case UINT -> oneOf("lane", "width");
      case BOOL ->
          oneOf("(lane < " + random.nextInt(32) + "u)", "(lid % 3u == " + random.nextInt(3) + "u)");
      case FLOAT -> oneOf("fin[" + random.nextInt(INPUTS) + "]", "fin[lid % " + INPUTS + "u]");
      case LONG, SHORT, HALF, FLOAT4, INT2 -> constant(kind);
    };
  }

  private String constant(Kind kind) {
    return switch (kind) {
      case INT -> oneOf("" + random.nextInt(100), "(" + random.nextInt() + ")");
      case UINT -> random.nextInt(1000) + "u";
      case LONG -> (random.nextLong() >>> 1 >>> random.nextInt(60)) + "l";
      case SHORT -> "short(" + (random.nextInt(60000) - 30000) + ")";
      case BOOL -> oneOf("true", "false");
      case FLOAT -> oneOf((random.nextInt(4001) - 2000) / 64f + "f", "1.5e-39f", "0.1");
      case HALF -> (random.nextInt(400) - 200) / 8f + "h";
      case FLOAT4 -> "float4(" + leaf(Kind.FLOAT) + ", " + leaf(Kind.FLOAT) + ", 2.0f, -0.0f)";
      case INT2 -> "int2(" + leaf(Kind.INT) + ", 3)";
    };
  }

  private String integer(int depth, Supplier<String> self) {
    return switch (random.nextInt(14)) {
      case 0, 1, 2 ->
          "(" + self.get() + oneOf(" + ", " - ", " * ", " & ", " | ", " ^ ") + self.get() + ")";
      case 3 -> "(" + self.get() + oneOf(" << ", " >> ") + "(" + self.get() + " & 31))";
      case 4 -> "(" + self.get() + oneOf(" / ", " % ") + "((" + self.get() + " & 15) + 1))";
      case 5 -> "(" + value(Kind.BOOL, depth - 1) + " ? " + self.get() + " : " + self.get() + ")";
      case 6 ->
          oneOf("min", "max", "absdiff", "mulhi", "rotate", "addsat", "subsat")
              + "("
              + self.get()
              + ", "
              + self.get()
              + ")";
      case 7 ->
          oneOf("abs", "popcount", "clz", "ctz", "~", "-", "reverse_bits") + "(" + self.get() + ")";
      case 8 ->
          "clamp(" + self.get() + ", -" + random.nextInt(100) + ", " + random.nextInt(100) + ")";
      case 9 -> "int(clamp(" + value(Kind.FLOAT, depth - 1) + ", -1e6f, 1e6f))";
      case 10 -> "(int)" + value(Kind.SHORT, depth - 1);
      case 11 -> "(" + value(Kind.INT2, depth - 1) + ")" + oneOf(".x", ".y");
      case 12 ->
          !inKernel ? leaf(Kind.INT) : "iin[" + value(Kind.UINT, depth - 1) + " % " + INPUTS + "u]";
      default -> "as_type<int>(" + value(Kind.UINT, depth - 1) + ")";
    };
  }

  private String unsigned(int depth, Supplier<String> self) {
    return switch (random.nextInt(7)) {
      case 0, 1 ->
          "(" + self.get() + oneOf(" + ", " - ", " * ", " & ", " | ", " ^ ") + self.get() + ")";
      case 2 -> "(" + self.get() + oneOf(" / ", " % ") + "(" + self.get() + " | 1u))";
      case 3 -> "(" + self.get() + oneOf(" << ", " >> ") + "(" + self.get() + " & 31u))";
      case 4 -> "uint(" + value(Kind.INT, depth - 1) + ")";
      case 5 ->
          oneOf("mulhi", "min", "max", "rotate", "addsat")
              + "("
              + self.get()
              + ", "
              + self.get()
              + ")";
      default -> "as_type<uint>(" + value(Kind.INT, depth - 1) + ")";
    };
  }

  private String bool(int depth, Supplier<String> self) {
    return switch (random.nextInt(5)) {
      case 0 ->
          "("
              + value(Kind.INT, depth - 1)
              + oneOf(" < ", " >= ", " == ", " != ")
              + value(Kind.INT, depth - 1)
              + ")";
      case 1 ->
          "("
              + value(Kind.FLOAT, depth - 1)
              + oneOf(" < ", " >= ", " <= ", " > ")
              + value(Kind.FLOAT, depth - 1)
              + ")";
      case 2 -> "(" + self.get() + oneOf(" && ", " || ", " != ") + self.get() + ")";
      case 3 -> "!" + self.get();
      default -> oneOf("isnan", "isinf", "isfinite") + "(" + value(Kind.FLOAT, depth - 1) + ")";
    };
  }

  private String floating(int depth, Supplier<String> self) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> "(" + self.get() + oneOf(" + ", " - ", " * ", " / ") + self.get() + ")";
      case 3 -> "fma(" + self.get() + ", " + self.get() + ", " + self.get() + ")";
      case 4 ->
          oneOf(
                  "floor",
                  "ceil",
                  "trunc",
                  "rint",
                  "round",
                  "abs",
                  "-",
                  "fract",
                  "saturate",
                  "sqrt",
                  "precise::sqrt")
              + "("
              + self.get()
              + ")";
      case 5 ->
          oneOf("min", "max", "fmin", "fmax", "fmod", "step", "fdim")
              + "("
              + self.get()
              + ", "
              + self.get()
              + ")";
      case 6 -> "float(" + value(Kind.INT, depth - 1) + ")";
      case 7 -> "float(" + value(Kind.HALF, depth - 1) + ")";
      case 8 -> "(" + value(Kind.BOOL, depth - 1) + " ? " + self.get() + " : " + self.get() + ")";
      case 9 -> "(" + value(Kind.FLOAT4, depth - 1) + ")" + oneOf(".x", ".y", ".z", ".w");
      case 10 ->
          oneOf("dot", "distance")
              + "("
              + value(Kind.FLOAT4, depth - 1)
              + ", "
              + value(Kind.FLOAT4, depth - 1)
              + ")";
      default -> "(float)" + value(Kind.LONG, depth - 1);
    };
  }
}
