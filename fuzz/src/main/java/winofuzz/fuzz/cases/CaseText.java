package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.inputs.Inputs;

/** The text form of a case: {@code batch=1,cin=16,h=64,w=64,cout=16,pad=1,groups=1}. */
public final class CaseText {
  private CaseText() {}

  /** Reads the text form; a mistake is a {@link BadInputException} that names the key. */
  public static ConvCase parse(String text) {
    CaseDraft draft = new CaseDraft("case '" + text + "': ");
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
          draft.put(key, draft.number(key, value));
      case "pad" -> draft.put(key, numbers(draft, key, value, "/"));
      case "kernel", "stride", "dilation" -> draft.put(key, numbers(draft, key, value, "x"));
      case "dtype", "inputs" -> {
        try {
          if (key.equals("dtype")) {
            draft.dtype(KnownNames.dtype(value));
          } else {
            draft.inputs(inputs(value));
          }
        } catch (BadInputException e) {
          throw draft.bad(key + ": " + e.getMessage());
        }
      }
      default -> throw draft.unknownKey(key);
    }
  }

  /** Reads {@code domain:seed}, or {@code domain:seed:elements}. */
  private static Inputs inputs(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 2) {
      throw new BadInputException("expected domain:seed, found '" + text + "'");
    }
    return new Inputs(
        KnownNames.domain(parts[0]),
        seed(parts[1]),
        parts.length < 3 ? null : KnownNames.selection(parts[2]));
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadInputException("expected a 64-bit number as seed, found '" + text + "'", e);
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
   * Returns the text form: every size, the padding and the groups, the rest where it is not the
   * default.
   */
  public static String print(ConvCase c) {
    CaseDocument keys = CaseDocument.of(c);
    StringJoiner parts = new StringJoiner(",");
    print(parts, "batch", keys.batch());
    print(parts, "cin", keys.cin());
    print(parts, "d", keys.d());
    print(parts, "h", keys.h());
    print(parts, "w", keys.w());
    print(parts, "cout", keys.cout());
    print(parts, "pad", join(keys.pad(), "/"));
    print(parts, "groups", keys.groups());
    print(parts, "kernel", join(keys.kernel(), "x"));
    print(parts, "stride", join(keys.stride(), "x"));
    print(parts, "dilation", join(keys.dilation(), "x"));
    print(parts, "dtype", keys.dtype());
    print(parts, "inputs", keys.inputs());
    return parts.toString();
  }

  private static void print(StringJoiner parts, String key, @Nullable Object value) {
    if (value != null) {
      parts.add(key + "=" + value);
    }
  }

  private static @Nullable String join(@Nullable List<Integer> numbers, String by) {
    return numbers == null ? null : String.join(by, numbers.stream().map(String::valueOf).toList());
  }
}
