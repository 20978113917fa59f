package winofuzz.fuzz.lowering;

import java.util.List;
import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;

/** A compiler that is judged. Any number of threads may use it at once. */
public interface CompilerUnderTest {

  /** The name in results. */
  String name();

  /** The paths that it offers. */
  List<LoweringPath> paths();

  /**
   * Lowers a convolution on a path.
   *
   * @param defects switched on; a compiler ignores those that it does not have
   * @throws LoweringException if the path cannot lower it
   */
  LoweredCase lower(Convolution convolution, LoweringPath path, Set<Defect> defects, Target target);

  /** Whether a path must lower a convolution by Winograd's algorithm. */
  default Firing firing(Convolution convolution, LoweringPath path) {
    return Firing.ALLOWED;
  }

  /** How many rewrite rules it has; zero where it tells of none. */
  default int rulesTotal() {
    return 0;
  }

  /** Whether a path lowers a convolution by Winograd's algorithm. */
  enum Firing {
    /** It must. */
    REQUIRED,
    /** It may. */
    ALLOWED,
    /** It must not. */
    FORBIDDEN
  }
}
