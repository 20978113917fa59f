package winofuzz.interpret;

import java.util.Set;
import winofuzz.ir.Kernel;
import winofuzz.ir.UOp;

/** How instructions are grouped into statements, on which contraction depends. */
@FunctionalInterface
public interface Statements {
  /** Every value has a statement, and with it a variable, of its own. */
  Statements SEPARATE = kernel -> Set.of();

  /** Returns the values without a variable, which are written where their only use is. */
  Set<UOp> inlined(Kernel.Linear kernel);
}
