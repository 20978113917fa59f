package winofuzz.bounds;

import java.util.List;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Kernels of one access or one number. */
final class Kernels {
  private Kernels() {}

  static UOp position(String name, DType type, long extent) {
    return UOp.of(Op.SPECIAL, type, new Arg.Name(name), UOp.constant(type, extent));
  }

  static UOp loop(int id, DType type, long turns) {
    Arg.Axis axis = new Arg.Axis(id, AxisType.LOOP, AxisRole.OTHER);
    return UOp.of(Op.RANGE, type, axis, UOp.constant(type, turns));
  }

  static UOp memory(long elements) {
    return UOp.of(
        Op.DEFINE_GLOBAL, DType.FLOAT32.pointer(AddressSpace.GLOBAL, elements), new Arg.Slot(0));
  }

  static UOp pointer(UOp memory, UOp index) {
    return UOp.of(Op.INDEX, memory.dtype(), memory, index);
  }

  static UOp pointer(UOp memory, UOp index, UOp gate) {
    return UOp.of(Op.INDEX, memory.dtype(), memory, index, gate);
  }

  /** Returns what is read; zero behind a closed gate. */
  static UOp read(UOp pointer) {
    return pointer.arity() > 2
        ? UOp.of(Op.LOAD, DType.FLOAT32, pointer, UOp.constant(DType.FLOAT32, 0))
        : UOp.of(Op.LOAD, DType.FLOAT32, pointer);
  }

  /** Returns what is known of a kernel that computes some values. */
  static ProgramBounds bounds(UOp... values) {
    List<UOp> instructions = UOp.sink(values).toposort();
    Kernel kernel = new Kernel("k", new Kernel.Linear(instructions), List.of(0));
    return ProgramBounds.of(new Program.Scheduled(Stage.LINEAR, List.of(), List.of(kernel)));
  }
}
