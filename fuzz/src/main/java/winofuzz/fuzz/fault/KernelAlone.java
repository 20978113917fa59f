package winofuzz.fuzz.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.MemoryValues;
import winofuzz.interpret.Values;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Launch;

/**
 * One kernel of a program, to be evaluated by itself.
 *
 * @param kernel its text
 * @param body its instructions
 * @param lines the instruction that each line of the text was written for
 * @param program that consists of it
 * @param inputs what the memories hold that it reads, by name
 * @param bySlot the same by the slots of its buffers
 */
record KernelAlone(
    CompiledKernel kernel,
    Kernel.Linear body,
    SortedMap<Integer, UOp> lines,
    Program program,
    Map<String, Values> inputs,
    Map<Integer, Values> bySlot) {

  /**
   * Returns a kernel with what a launch gives it to read.
   *
   * @param number of the kernel in launch order
   */
  static KernelAlone of(LoweredCase lowered, Program.Scheduled program, int number, Launch launch) {
    CompiledKernel kernel = lowered.kernels().get(number);
    Kernel instructions = program.kernels().get(number);
    if (!(instructions.body() instanceof Kernel.Linear body)) {
      throw new AssertionError("no instructions at stage linear");
    }
    int written = kernel.arguments().getFirst();
    Map<Integer, Values> contents = new HashMap<>();
    for (BufferArgument argument : launch.arguments()) {
      int memory = kernel.arguments().get(argument.index());
      if (memory != written) {
        contents.put(
            memory,
            MemoryValues.values(program.memories().get(memory).dtype(), argument.contents()));
      }
    }
    Map<String, Values> inputs = new HashMap<>();
    contents.forEach((memory, values) -> inputs.put(program.memories().get(memory).name(), values));
    Map<Integer, Values> bySlot = new HashMap<>();
    for (int slot = 0; slot < instructions.arguments().size(); slot++) {
      Values values = contents.get(instructions.arguments().get(slot));
      if (values != null) {
        bySlot.put(slot, values);
      }
    }
    Program alone =
        new Program.Scheduled(
            Stage.LINEAR, memories(program, written, contents), List.of(instructions));
    return new KernelAlone(kernel, body, lowered.lines(number), alone, inputs, bySlot);
  }

  private static List<Memory> memories(
      Program.Scheduled program, int written, Map<Integer, Values> contents) {
    List<Memory> result = new ArrayList<>();
    for (int i = 0; i < program.memories().size(); i++) {
      Memory memory = program.memories().get(i);
      Memory.Role role =
          i == written
              ? Memory.Role.OUTPUT
              : contents.containsKey(i) ? Memory.Role.INPUT : Memory.Role.INTERMEDIATE;
      result.add(new Memory(memory.name(), memory.dtype(), memory.elements(), role));
    }
    return result;
  }

  /** Returns how many values its instructions have in all threads, turns and lanes. */
  long values() {
    long threads = 1;
    long turns = 1;
    long result = 0;
    for (UOp node : body.instructions()) {
      if (node.is(Op.SPECIAL)) {
        threads *= node.max() + 1;
      } else if (node.is(Op.RANGE)) {
        turns *= node.max() + 1;
      } else if (node.is(Op.ENDRANGE)) {
        turns /=
            node.src().stream().filter(u -> u.is(Op.RANGE)).findFirst().orElseThrow().max() + 1;
      }
      result += turns * Math.max(1, node.dtype().count());
    }
    return result * threads;
  }
}
