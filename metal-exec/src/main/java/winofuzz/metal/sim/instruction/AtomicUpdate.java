package winofuzz.metal.sim.instruction;

import winofuzz.metal.AccessKind;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.FloatMath;
import winofuzz.metal.sim.lanes.IntMath;
import winofuzz.metal.sim.memory.BoundMemory;

/**
 * Reads, combines and writes back one element of memory for one lane after the other, from the
 * lowest lane up.
 *
 * @param result the value before
 */
public record AtomicUpdate(
    Kind kind,
    ScalarType type,
    Register result,
    int slot,
    Register index,
    int displacement,
    Register operand,
    int line)
    implements Instruction {

  public enum Kind {
    LOAD,
    STORE,
    EXCHANGE,
    ADD,
    SUBTRACT,
    MAXIMUM,
    MINIMUM,
    AND,
    OR,
    XOR;

    /** Returns how it touches memory. */
    AccessKind access() {
      return switch (this) {
        case LOAD -> AccessKind.ATOMIC_LOAD;
        case STORE -> AccessKind.ATOMIC_STORE;
        case EXCHANGE -> AccessKind.ATOMIC_EXCHANGE;
        case ADD, SUBTRACT, XOR -> AccessKind.ATOMIC_ACCUMULATION;
        case MAXIMUM, MINIMUM, AND, OR -> AccessKind.ATOMIC_MERGE;
      };
    }
  }

  @Override
  public void execute(Frame frame) {
    BoundMemory memory = frame.memory(slot);
    int[] mask = frame.mask();
    for (int i = 0; i < frame.lanes(); i++) {
      if (mask[i] == 0) {
        continue;
      }
      long element = frame.index(index, i) + displacement;
      int address = memory.atomic(frame.batch(), i, element, type, kind.access(), line);
      if (address >= 0) {
        update(frame, memory, i, address);
      }
    }
  }

  private void update(Frame frame, BoundMemory memory, int lane, int address) {
    long bits = memory.load(address, type);
    long after;
    if (type == ScalarType.FLOAT) {
      float before = Float.intBitsToFloat((int) bits);
      float with = frame.floats(operand)[lane];
      after = Float.floatToRawIntBits(combine(before, with)) & 0xffffffffL;
      frame.floats(result)[lane] = before;
    } else {
      int before = (int) bits;
      after = combine(before, frame.ints(operand)[lane]);
      frame.ints(result)[lane] = before;
    }
    if (kind != Kind.LOAD) {
      memory.store(address, type, after);
    }
  }

  private float combine(float before, float with) {
    return switch (kind) {
      case LOAD -> before;
      case STORE, EXCHANGE -> with;
      case ADD -> before + with;
      case SUBTRACT -> before - with;
      case MAXIMUM -> FloatMath.maximum(before, with);
      case MINIMUM -> FloatMath.minimum(before, with);
      case AND, OR, XOR -> throw new AssertionError(kind + " of floats");
    };
  }

  private int combine(int before, int with) {
    boolean unsigned = type.isUnsigned();
    return switch (kind) {
      case LOAD -> before;
      case STORE, EXCHANGE -> with;
      case ADD -> before + with;
      case SUBTRACT -> before - with;
      case MAXIMUM -> unsigned ? IntMath.maximumUnsigned(before, with) : Math.max(before, with);
      case MINIMUM -> unsigned ? IntMath.minimumUnsigned(before, with) : Math.min(before, with);
      case AND -> before & with;
      case OR -> before | with;
      case XOR -> before ^ with;
    };
  }
}
