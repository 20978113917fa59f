package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/** The keys of a case as its text or JSON form gives them, before they are checked together. */
final class CaseDraft {
  /** Every key, in the order in which keys are printed. */
  static final List<String> KEYS =
      List.of(
          "batch",
          "cin",
          "d",
          "h",
          "w",
          "cout",
          "pad",
          "groups",
          "kernel",
          "stride",
          "dilation",
          "dtype",
          "inputs");

  /** The types a convolution may have. */
  static final List<DType> DTYPES = List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16);

  private final String prefix;
  private final Map<String, List<Integer>> numbers = new LinkedHashMap<>();
  private DType dtype = DType.FLOAT32;
  private Inputs inputs = Inputs.DEFAULT;

  /**
   * Creates an empty draft.
   *
   * @param prefix what the messages of its errors start with
   */
  CaseDraft(String prefix) {
    this.prefix = prefix;
  }

  /** Sets the numbers of a key; null leaves the key unset. */
  void put(String key, @Nullable List<Integer> values) {
    if (values != null) {
      numbers.put(key, values);
    }
  }

  /** Sets the one number of a key; null leaves the key unset. */
  void put(String key, @Nullable Integer value) {
    put(key, value == null ? null : List.of(value));
  }

  void dtype(DType value) {
    dtype = value;
  }

  void inputs(Inputs value) {
    inputs = value;
  }

  /** Reads a 32-bit number; the message about any other text names the key. */
  int number(String key, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw bad(key + ": expected a number of at most 2147483647, found '" + text + "'");
    }
  }

  BadInputException unknownKey(String key) {
    return bad(
        "unknown key '%s', expected one of %s%s"
            .formatted(key, String.join(", ", KEYS), Likeness.suggestion(key, KEYS)));
  }

  BadInputException bad(String message) {
    return new BadInputException(prefix + message);
  }

  /** Returns the case, once every key is set. */
  ConvCase finish() {
    List<String> axes = axes();
    int n = axes.size();
    List<Integer> kernel = perAxis("kernel", n, 3);
    List<Integer> stride = perAxis("stride", n, 1);
    List<Integer> dilation = perAxis("dilation", n, 1);
    List<Integer> pad = paddings(n);
    List<Convolution.Axis> spatial = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      spatial.add(
          new Convolution.Axis(
              one(axes.get(i), null),
              kernel.get(i),
              pad.get(2 * i),
              pad.get(2 * i + 1),
              stride.get(i),
              dilation.get(i)));
    }
    try {
      Convolution convolution =
          new Convolution(
              one("batch", 1),
              one("cin", null),
              one("cout", null),
              one("groups", 1),
              spatial,
              dtype);
      return new ConvCase(convolution, inputs);
    } catch (BadConvolutionException e) {
      throw new BadInputException(prefix + e.getMessage(), e);
    }
  }

  /** Returns the names of the spatial axes; without h, a kernel of one extent means one axis. */
  private List<String> axes() {
    if (numbers.containsKey("d")) {
      return List.of("d", "h", "w");
    }
    List<Integer> kernel = numbers.get("kernel");
    boolean oneAxis = !numbers.containsKey("h") && kernel != null && kernel.size() == 1;
    return oneAxis ? List.of("w") : List.of("h", "w");
  }

  private int one(String key, @Nullable Integer otherwise) {
    List<Integer> values = numbers.get(key);
    if (values != null) {
      if (values.size() != 1) {
        throw bad(key + ": expected one number, found " + values.size());
      }
      return values.getFirst();
    }
    if (otherwise == null) {
      throw bad(key + ": expected a number, found nothing");
    }
    return otherwise;
  }

  private List<Integer> perAxis(String key, int axes, int otherwise) {
    List<Integer> values = numbers.getOrDefault(key, List.of(otherwise));
    if (values.size() != 1 && values.size() != axes) {
      throw bad(key + ": expected 1 number or " + axes + ", found " + values.size());
    }
    return values.size() == axes ? values : Collections.nCopies(axes, values.getFirst());
  }

  private List<Integer> paddings(int axes) {
    List<Integer> values = numbers.getOrDefault("pad", List.of(0));
    if (values.size() != 1 && values.size() != 2 * axes) {
      String sides = axes == 2 ? " (top, bottom, left, right)" : "";
      throw bad("pad: expected 1 number or " + 2 * axes + sides + ", found " + values.size());
    }
    return values.size() == 2 * axes ? values : Collections.nCopies(2 * axes, values.getFirst());
  }
}
