package winofuzz.metal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import winofuzz.metal.sim.lanes.FieldBinaryOperation;
import winofuzz.metal.sim.lanes.FloatBinaryOperation;
import winofuzz.metal.sim.lanes.FloatCompareOperation;
import winofuzz.metal.sim.lanes.FloatTernaryOperation;
import winofuzz.metal.sim.lanes.FloatToIntConversion;
import winofuzz.metal.sim.lanes.FloatUnaryOperation;
import winofuzz.metal.sim.lanes.IntBinaryOperation;
import winofuzz.metal.sim.lanes.IntToFloatConversion;
import winofuzz.metal.sim.lanes.IntToLongConversion;
import winofuzz.metal.sim.lanes.IntUnaryOperation;
import winofuzz.metal.sim.lanes.LongBinaryOperation;
import winofuzz.metal.sim.lanes.LongCompareOperation;
import winofuzz.metal.sim.lanes.LongShiftOperation;
import winofuzz.metal.sim.lanes.LongToFloatConversion;
import winofuzz.metal.sim.lanes.LongToIntConversion;
import winofuzz.metal.sim.lanes.LongUnaryOperation;

/**
 * Prints which loops over lanes the JVM compiles to packed instructions, by the machine code that
 * it emits for each. Needs an x86-64 with AVX and {@code objdump}.
 */
public final class LaneCodeFigures {
  private static final List<Class<?>> OPERATIONS =
      List.of(
          FloatBinaryOperation.class,
          FloatTernaryOperation.class,
          FloatUnaryOperation.class,
          FloatCompareOperation.class,
          FloatToIntConversion.class,
          IntBinaryOperation.class,
          IntUnaryOperation.class,
          IntToFloatConversion.class,
          IntToLongConversion.class,
          LongBinaryOperation.class,
          LongUnaryOperation.class,
          LongCompareOperation.class,
          LongShiftOperation.class,
          LongToIntConversion.class,
          LongToFloatConversion.class,
          FieldBinaryOperation.class);

  private static final int LANES = 1024;

  /** Calls after which the optimizing compiler has compiled a loop. */
  private static final int CALLS = 30_000;

  private static final Pattern COMPILED =
      Pattern.compile("Compiled method \\((c[12])\\).* (\\S+)::apply .*");

  private static final Pattern CODE = Pattern.compile("  0x[0-9a-f]+: ([0-9a-f| ]+)");

  private static final Pattern PACKED = Pattern.compile("\\tv\\S+\\s.*%[yz]mm");

  private LaneCodeFigures() {}

  /** Takes no arguments; with one, does the work whose code is looked at. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ReflectiveOperationException {
    if (arguments.length > 0) {
      work();
      return;
    }
    System.out.printf("%-45s %s%n", "loop over lanes", "packed instructions");
    for (Map.Entry<String, Long> entry : packedInstructions().entrySet()) {
      System.out.printf("%-45s %s%n", entry.getKey(), entry.getValue());
    }
  }

  /** Returns how many packed instructions there are in the code of each loop. */
  private static Map<String, Long> packedInstructions() throws IOException, InterruptedException {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, StringBuilder> code = new LinkedHashMap<>();
    String current = "";
    for (String line : child()) {
      Matcher compiled = COMPILED.matcher(line);
      Matcher bytes = CODE.matcher(line);
      if (line.startsWith("loop ")) {
        String[] words = line.split(" ", 3);
        names.put(words[1], words[2]);
      } else if (compiled.matches()) {
        current = compiled.group(1).equals("c2") ? compiled.group(2) : "";
      } else if (bytes.matches() && !current.isEmpty()) {
        code.computeIfAbsent(current, _ -> new StringBuilder())
            .append(bytes.group(1).replaceAll("[| ]", ""));
      }
    }
    Map<String, Long> result = new LinkedHashMap<>();
    names.forEach(
        (type, name) -> result.put(name, packed(code.getOrDefault(type, new StringBuilder()))));
    return result;
  }

  private static List<String> child() throws IOException, InterruptedException {
    Path output = Files.createTempFile("lanes", ".txt");
    try {
      new ProcessBuilder(
              System.getProperty("java.home") + "/bin/java",
              "-XX:-BackgroundCompilation",
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:CompileCommand=print,winofuzz.metal.sim.lanes.*::apply",
              "-cp",
              System.getProperty("java.class.path"),
              LaneCodeFigures.class.getName(),
              "work")
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start()
          .waitFor();
      return Files.readAllLines(output);
    } finally {
      Files.delete(output);
    }
  }

  private static long packed(StringBuilder code) {
    try {
      Path file = Files.createTempFile("lanes", ".bin");
      try {
        Files.write(file, HexFormat.of().parseHex(code));
        Process objdump =
            new ProcessBuilder(
                    "objdump", "-D", "-b", "binary", "-m", "i386:x86-64", file.toString())
                .start();
        return new String(objdump.getInputStream().readAllBytes())
            .lines()
            .filter(PACKED.asPredicate())
            .count();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void work() throws ReflectiveOperationException {
    for (Class<?> type : OPERATIONS) {
      for (Object operation : type.getEnumConstants()) {
        for (Method method : operation.getClass().getDeclaredMethods()) {
          if (method.getName().equals("apply") && !Modifier.isAbstract(method.getModifiers())) {
            System.out.println(
                "loop "
                    + operation.getClass().getName()
                    + " "
                    + type.getSimpleName()
                    + "."
                    + operation);
            work(operation, method);
          }
        }
      }
    }
  }

  private static void work(Object operation, Method method) throws ReflectiveOperationException {
    method.setAccessible(true);
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(LaneCodeFigures::argument).toArray();
    try {
      for (int i = 0; i < CALLS; i++) {
        method.invoke(operation, arguments);
      }
    } catch (InvocationTargetException e) {
      throw new AssertionError(operation + " takes no lanes of fives", e.getCause());
    }
  }

  /** An int is how many lanes there are; every lane is five. */
  private static Object argument(Class<?> type) {
    if (type == int.class) {
      return LANES;
    }
    if (type == float.class) {
      return 5f;
    }
    Object lanes = Array.newInstance(type.getComponentType(), LANES);
    for (int i = 0; i < LANES; i++) {
      Array.setByte(lanes, i, (byte) 5);
    }
    return lanes;
  }
}
