package winofuzz.metal.sim.instruction;

import java.util.List;
import winofuzz.metal.sim.lanes.Degrees;
import winofuzz.metal.sim.lanes.FieldBinaryOperation;
import winofuzz.metal.sim.lanes.FieldOperations;

/**
 * Instructions that compute a field element of every lane from the same lane of their operands, and
 * its degree. They need no mask: what they compute for a lane that takes no part is never read.
 */
public final class FieldElementwise {

  private FieldElementwise() {}

  public record Binary(
      FieldBinaryOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      int degree = operation.degree(f.degree(left), f.degree(right));
      operation.apply(f.longs(result), f.longs(left), f.longs(right), f.lanes());
      f.setDegree(result, degree);
    }
  }

  public record Negate(Register result, Register operand) implements Instruction {
    @Override
    public void execute(Frame f) {
      FieldOperations.negate(f.longs(result), f.longs(operand), f.lanes());
      f.setDegree(result, f.degree(operand));
    }
  }

  /** {@code a * b + c}. */
  public record MultiplyAdd(Register result, Register a, Register b, Register c)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      int degree = Math.max(Degrees.sum(f.degree(a), f.degree(b)), f.degree(c));
      FieldOperations.multiplyAdd(f.longs(result), f.longs(a), f.longs(b), f.longs(c), f.lanes());
      f.setDegree(result, degree);
    }
  }

  /** The residue of an integer of up to 32 bits. */
  public record OfInt(boolean unsigned, Register result, Register operand) implements Instruction {
    @Override
    public void execute(Frame f) {
      if (unsigned) {
        FieldOperations.ofUnsignedInts(f.longs(result), f.ints(operand), f.lanes());
      } else {
        FieldOperations.ofInts(f.longs(result), f.ints(operand), f.lanes());
      }
      f.setDegree(result, 0);
    }
  }

  /** The residue of an integer of 64 bits. */
  public record OfLong(boolean unsigned, Register result, Register operand) implements Instruction {
    @Override
    public void execute(Frame f) {
      if (unsigned) {
        FieldOperations.ofUnsignedLongs(f.longs(result), f.longs(operand), f.lanes());
      } else {
        FieldOperations.ofLongs(f.longs(result), f.longs(operand), f.lanes());
      }
      f.setDegree(result, 0);
    }
  }

  /**
   * The declaration of variables without values: what an earlier turn of a loop left in them cannot
   * be read, and its degree no longer counts.
   */
  public record Declare(List<Register> variables) implements Instruction {
    @Override
    public void execute(Frame f) {
      for (Register variable : variables) {
        if (variable.isPlaced()) {
          f.setDegree(variable, 0);
        }
      }
    }
  }
}
