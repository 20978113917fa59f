package winofuzz.fuzz.external;

import java.util.ArrayList;
import java.util.List;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.programs.TensorProgram;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;

/** What a compiler is asked to lower. */
sealed interface Request {
  /** The name of the output. */
  String OUTPUT = "y";

  /** Returns the inputs and the output that the answer must have. */
  List<Memory> memories();

  /** A convolution. */
  record OfConvolution(Convolution convolution) implements Request {
    @Override
    public List<Memory> memories() {
      DType dtype = convolution.dtype();
      return List.of(
          new Memory(OUTPUT, dtype, product(convolution.outputShape()), Memory.Role.OUTPUT),
          input(LoweredCase.ACTIVATION, dtype, product(convolution.inputShape())),
          input(LoweredCase.WEIGHT, dtype, product(convolution.weightShape())));
    }

    private static long product(List<Integer> shape) {
      return Convolution.product(shape);
    }
  }

  /** A tensor program. */
  record OfProgram(TensorProgram program) implements Request {
    @Override
    public List<Memory> memories() {
      List<Memory> result = new ArrayList<>();
      result.add(
          new Memory(
              OUTPUT, program.output().dtype(), program.output().elements(), Memory.Role.OUTPUT));
      program
          .inputs()
          .forEach(i -> result.add(input(i.name(), i.type().dtype(), i.type().elements())));
      return result;
    }
  }

  private static Memory input(String name, DType dtype, long elements) {
    return new Memory(name, dtype, elements, Memory.Role.INPUT);
  }
}
