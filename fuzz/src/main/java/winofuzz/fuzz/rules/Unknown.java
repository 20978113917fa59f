package winofuzz.fuzz.rules;

import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * What an equation is about: a number of a type, or an array of such numbers.
 *
 * @param node a DEFINE_VAR, or a BUFFER that equations read by an INDEX
 * @param min the least value that an integer or bool may have
 * @param max the greatest
 */
record Unknown(UOp node, long min, long max) {

  static Unknown number(int number, DType type, long min, long max) {
    UOp node = UOp.of(Op.DEFINE_VAR, type, new Arg.Variable(name(number), min, max));
    return new Unknown(node, min, max);
  }

  static Unknown array(int number, DType type, long size, long min, long max) {
    UOp unique = UOp.of(Op.UNIQUE, DType.VOID, new Arg.Slot(number));
    UOp device = UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("rules"));
    UOp node = UOp.of(Op.BUFFER, type, new Arg.Size(size), unique, device);
    return new Unknown(node, min, max);
  }

  /** Returns a, b, .., z, a1, b1, .. */
  private static String name(int number) {
    String letter = String.valueOf((char) ('a' + number % 26));
    return number < 26 ? letter : letter + number / 26;
  }

  DType dtype() {
    return node.dtype();
  }

  boolean isArray() {
    return node.is(Op.BUFFER);
  }

  /** Whether it is an integer or a bool. */
  boolean isDiscrete() {
    return !dtype().isFloat();
  }

  /** Returns the number of its elements; 1 of a number. */
  int size() {
    return node.arg() instanceof Arg.Size(long elements) ? Math.toIntExact(elements) : 1;
  }

  /** Returns how many values a number may have; the largest long if these are more. */
  long values() {
    long count = max - min + 1;
    return count <= 0 ? Long.MAX_VALUE : count;
  }

  /** Returns what formulas call it. */
  String name() {
    return node.arg() instanceof Arg.Variable(String name, long _, long _)
        ? name
        : "buffer" + ((Arg.Slot) node.src(0).arg()).number();
  }
}
