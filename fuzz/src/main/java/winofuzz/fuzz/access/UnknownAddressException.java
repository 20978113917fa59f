package winofuzz.fuzz.access;

import winofuzz.ir.UOp;

/** An address that arithmetic alone does not give, such as one that was loaded. */
public final class UnknownAddressException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownAddressException(UOp node) {
    super("expected index arithmetic, found " + node);
  }
}
