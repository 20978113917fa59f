package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;
import winofuzz.number.NumericProfile;

/** The engines as the oracle sees them: the only way in for compiler, interpreter and devices. */
public interface Workbench {

  /**
   * Lowers a convolution on a path.
   *
   * @throws winofuzz.convolution.LoweringException if the path cannot lower it
   */
  Lowered lower(Convolution convolution, LoweringPath path, Set<Defect> defects, Target target);

  /** The convolution itself, exact: {@code y} for some {@code x} and {@code w}. */
  Values direct(Convolution convolution, Values activation, Values weight);

  /**
   * Whose fault it is that a path is wrong.
   *
   * @param bug what is wrong with it
   * @param activation finite values that show it
   * @param weight finite values that show it
   * @return {@link Blame#NONE} where every stage that has an exact value is right
   */
  Blame blame(
      Convolution convolution,
      LoweringPath path,
      Set<Defect> defects,
      Target target,
      Bug bug,
      Values activation,
      Values weight);

  /** Whether Winograd's algorithm is for a convolution on a path. */
  Firing firing(Convolution convolution, LoweringPath path);

  /** Whether a path lowers a convolution by Winograd's algorithm. */
  enum Firing {
    /** It must. */
    REQUIRED,
    /** It may. */
    ALLOWED,
    /** It must not. */
    FORBIDDEN
  }

  /** How the float values of a stage relate to those of the stage before it. */
  enum Fidelity {
    /** They have the same bits: no operation was changed or reordered. */
    BITS,
    /** They are equal where all are finite, zeros of any sign: simplification took x * 0 for 0. */
    NUMBERS,
    /** Operations were reordered; they may round differently. */
    NONE
  }

  /** What can be wrong with a stage. */
  enum Bug {
    /** Its exact value is not the convolution's. */
    VALUE,
    /** It reads outside of a buffer. */
    READ
  }

  /** How a device computes where kernels leave it to it. */
  NumericProfile profile(String device);

  /** How many rewrite rules there are. */
  int rulesTotal();

  /** What a path made of a convolution. */
  interface Lowered {
    /** Whether it was lowered by Winograd's algorithm. */
    boolean isWinograd();

    /** The stages it can be evaluated at, in order. */
    List<Stage> stages();

    /**
     * Its output as a stage and a number system have it.
     *
     * @param profile of what computes, which numbers that are not exact depend on
     */
    Evaluation evaluate(
        Stage stage, Semantics semantics, NumericProfile profile, Values activation, Values weight);

    /** Its kernels run one after the other on a device, with every check the device has. */
    Execution run(String device, Values activation, Values weight);

    /** How the float values of a stage, other than the first, relate to those before it. */
    Fidelity fidelity(Stage stage);

    /** How its kernels are launched, in order. */
    List<LaunchShape> launches();

    /** The optimizations applied to each kernel, in order. */
    List<List<String>> options();

    /** The rewrite rules that fired while it was made. */
    Set<String> rules();
  }

  /**
   * What a program evaluates to.
   *
   * @param output the values of {@code y}; where there are faults, as if they were harmless
   * @param faults what memory accesses were wrong, the first ones
   */
  record Evaluation(Values output, List<Fault> faults) {
    public Evaluation {
      faults = List.copyOf(faults);
    }
  }

  /** What came of running kernels. */
  sealed interface Execution {

    /**
     * They ran to the end.
     *
     * @param output the values of {@code y}; where there are faults, as if they were harmless
     * @param faults what the checks found, in order
     */
    record Finished(Values output, List<Fault> faults) implements Execution {
      public Finished {
        faults = List.copyOf(faults);
      }
    }

    /**
     * One did not.
     *
     * @param kind what happened, in words that do not depend on the case
     * @param detail one line that names the kernel
     */
    record Stopped(String kind, String detail) implements Execution {}
  }

  /**
   * A wrong use of memory or of the machine.
   *
   * @param kind what happened, such as {@code read-out-of-bounds}
   * @param detail one line that says where
   */
  record Fault(String kind, String detail) {}
}
