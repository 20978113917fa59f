package winofuzz.fuzz.external;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.json.Json;
import winofuzz.ir.DType;

/**
 * What a compiler says about itself.
 *
 * @param name in results, and of the folder of what is kept for it
 * @param revision of the compiler
 * @param paths at least one, the one that others are held against first
 * @param dtypes of the convolutions that it lowers
 * @param features optional parts of the protocol that it speaks
 */
record Greeting(
    String name,
    String revision,
    List<LoweringPath> paths,
    List<DType> dtypes,
    List<String> features) {
  /** The feature of giving the graphs of stages. */
  static final String STAGES = "stages";

  /** The feature of lowering tensor programs. */
  static final String PROGRAMS = "programs";

  /** The feature of lowering without some rules. */
  static final String REFUSE = "refuse";

  /** The feature of judging rules. */
  static final String BLAME = "blame";

  /** The feature of writing scripts. */
  static final String SCRIPT = "script";

  /** The feature of adding up products of narrower floats in float32. */
  static final String FLOAT32_SUMS = "float32-sums";

  private static final String PROTOCOL = "winofuzz-compiler";
  private static final int VERSION = 1;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Set<DType> KNOWN_DTYPES =
      Set.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16);

  Greeting {
    paths = List.copyOf(paths);
    dtypes = List.copyOf(dtypes);
    features = List.copyOf(features);
  }

  /** The line as it stands. */
  private record Document(
      String protocol,
      int version,
      String name,
      String revision,
      List<String> paths,
      List<DType> dtypes,
      List<String> features) {

    private Greeting greeting() {
      if (!protocol.equals(PROTOCOL) || version != VERSION) {
        throw new BadInputException(
            "expected protocol %s, version %d, found %s, version %d"
                .formatted(PROTOCOL, VERSION, protocol, version));
      }
      if (!NAME.matcher(name).matches()) {
        throw new BadInputException(
            "name: expected 1 to 64 letters, digits, '.', '_' and '-', found '" + name + "'");
      }
      if (paths.isEmpty() || new HashSet<>(paths).size() < paths.size()) {
        throw new BadInputException("paths: expected some, each once, found " + paths);
      }
      if (dtypes.isEmpty() || !KNOWN_DTYPES.containsAll(dtypes)) {
        throw new BadInputException(
            "dtypes: expected some of float32, float16 and bfloat16, found " + dtypes);
      }
      return new Greeting(
          name, revision, paths.stream().map(Greeting::path).toList(), dtypes, features);
    }
  }

  private static LoweringPath path(String label) {
    try {
      return new LoweringPath(label);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("paths: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a greeting.
   *
   * @throws BadInputException if it is none
   */
  static Greeting read(String line) {
    return Json.read(line, "greeting", Document.class, Document::greeting);
  }
}
