package winofuzz.interpret;

import java.util.Set;
import winofuzz.ir.Kernel;
import winofuzz.ir.UOp;

/** How the instructions of a kernel are written as statements: contraction depends on it. */
@FunctionalInterface
public interface Statements {
  /** Every value has a statement, and with it a variable, of its own. */
  Statements SEPARATE = kernel -> Set.of();

  /** The values that have no variable: they are written where their only use is. */
  Set<UOp> inlined(Kernel.Linear kernel);
}
