package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/** The text form of a case: {@code batch=1,cin=16,h=64,w=64,cout=16,pad=1,groups=1}. */
public final class CaseText {
  private CaseText() {}

  /** Reads the text form; what cannot be is a {@link BadInputException} naming the key. */
  public static ConvCase parse(String text) {
    CaseDraft draft = new CaseDraft("case '" + text + "'");
    Set<String> seen = new HashSet<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw draft.bad("expected key=value between commas, found '" + part.strip() + "'");
      }
      String key = part.substring(0, equals).strip();
      if (!seen.add(key)) {
        throw draft.bad(key + ": expected once, found twice");
      }
      read(draft, key, part.substring(equals + 1).strip());
    }
    return draft.finish();
  }

  private static void read(CaseDraft draft, String key, String value) {
    switch (key) {
      case "batch", "cin", "d", "h", "w", "cout", "groups" ->
          draft.put(key, List.of(draft.number(key, value)));
      case "pad" -> draft.put(key, numbers(draft, key, value, "/"));
      case "kernel", "stride", "dilation" -> draft.put(key, numbers(draft, key, value, "x"));
      case "dtype" -> draft.dtype(value);
      case "inputs" -> {
        String[] parts = value.split(":", 3);
        if (parts.length < 2) {
          throw draft.bad("inputs: expected domain:seed, found '" + value + "'");
        }
        draft.inputs(parts[0], parts[1], parts.length < 3 ? null : parts[2]);
      }
      default -> throw draft.unknownKey(key);
    }
  }

  private static List<Integer> numbers(CaseDraft draft, String key, String value, String by) {
    List<Integer> result = new ArrayList<>();
    for (String number : value.split(by, -1)) {
      result.add(draft.number(key, number));
    }
    return result;
  }

  /**
   * The text form: every size, the padding and the groups, the rest where it is not the default.
   */
  public static String print(ConvCase c) {
    Convolution convolution = c.convolution();
    List<Axis> spatial = convolution.spatial();
    List<String> parts = new ArrayList<>();
    parts.add("batch=" + convolution.batch());
    parts.add("cin=" + convolution.cin());
    for (int i = 0; i < spatial.size(); i++) {
      parts.add(Convolution.axisName(spatial.size(), i) + "=" + spatial.get(i).size());
    }
    parts.add("cout=" + convolution.cout());
    parts.add("pad=" + join(CaseForms.paddings(convolution), "/"));
    parts.add("groups=" + convolution.groups());
    if (CaseForms.hasKernel(convolution)) {
      parts.add("kernel=" + join(spatial.stream().map(Axis::kernel).toList(), "x"));
    }
    List<Integer> strides = CaseForms.strides(convolution);
    if (!strides.equals(List.of(1))) {
      parts.add("stride=" + join(strides, "x"));
    }
    List<Integer> dilations = CaseForms.dilations(convolution);
    if (!dilations.equals(List.of(1))) {
      parts.add("dilation=" + join(dilations, "x"));
    }
    if (!convolution.dtype().equals(DType.FLOAT32)) {
      parts.add("dtype=" + convolution.dtype());
    }
    if (!c.inputs().equals(Inputs.DEFAULT)) {
      parts.add("inputs=" + c.inputs());
    }
    return String.join(",", parts);
  }

  private static String join(List<Integer> numbers, String by) {
    return String.join(by, numbers.stream().map(String::valueOf).toList());
  }
}
