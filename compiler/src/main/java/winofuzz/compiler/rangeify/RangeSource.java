package winofuzz.compiler.rangeify;

import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/**
 * Makes the ranges of one program, numbered in the order they are asked for. The numbers tell
 * ranges apart; those of a kernel's axes, which order its launch, are given anew where the kernel
 * is cut out, in the order of the axes of the buffer that it writes.
 */
public final class RangeSource {
  private int next;

  /** Makes ranges for a program that has some already, numbered from a number on. */
  public RangeSource(int next) {
    this.next = next;
  }

  /** Returns the number of the next range. */
  public int next() {
    return next;
  }

  /** Returns a new range over {@code [0, size)}; over a single point, the constant 0. */
  public UOp range(long size, AxisType type, AxisRole role) {
    return size == 1 ? UOp.index(0) : UOp.range(UOp.index(size), new Arg.Axis(next++, type, role));
  }

  /** Returns a new loop over {@code [0, size)}; over a single point, the constant 0. */
  public UOp loop(long size, AxisRole role) {
    return range(size, AxisType.LOOP, role);
  }

  /** Returns a new loop as long as another, with its role. */
  public UOp like(UOp range) {
    AxisRole role = range.arg() instanceof Arg.Axis axis ? axis.role() : AxisRole.OTHER;
    return loop(range.max() + 1, role);
  }
}
