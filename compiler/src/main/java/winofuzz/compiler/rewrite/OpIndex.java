package winofuzz.compiler.rewrite;

import winofuzz.ir.Op;

/** Operations as array indices, for the tables that matching looks into at every node. */
final class OpIndex {
  private OpIndex() {}

  @SuppressWarnings("EnumOrdinal") // indices live in memory only and every table is built from them
  static int of(Op op) {
    return op.ordinal();
  }
}
