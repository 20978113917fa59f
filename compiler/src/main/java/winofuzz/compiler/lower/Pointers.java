package winofuzz.compiler.lower;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Reading LOADs and STOREs once index types are concrete. */
final class Pointers {
  private Pointers() {}

  /** Returns the INDEX of a pointer that may be a CAST of one. */
  static UOp index(UOp pointer) {
    return pointer.is(Op.CAST) ? pointer.src(0) : pointer;
  }

  /** Returns the condition under which a pointer may be accessed, or null where it always may. */
  static @Nullable UOp gate(UOp pointer) {
    UOp index = index(pointer);
    return index.is(Op.INDEX) && index.arity() > 2 ? index.src(2) : null;
  }

  /** Returns the pointer without its gate. */
  static UOp ungated(UOp pointer) {
    UOp index = index(pointer);
    UOp plain = index.withSrc(index.src(0), index.src(1));
    return pointer.is(Op.CAST) ? pointer.withSrc(plain) : plain;
  }

  /** Whether a load says what it gives where its gate is closed. */
  static boolean hasAlternative(UOp load) {
    return load.arity() > 1
        && load.src(1).dtype().kind() != DType.Kind.VOID
        && !load.src(1).is(Op.RANGE);
  }
}
