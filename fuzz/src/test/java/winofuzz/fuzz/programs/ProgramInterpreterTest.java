package winofuzz.fuzz.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.json.Json;

/**
 * Each operation on edge values. A tensor is written as its type, its shape and its elements, such
 * as {@code int32 2x3 1 2 3 4 5 6}; a number has no shape, which is written {@code -}.
 */
final class ProgramInterpreterTest {

  private static Tensor tensor(String text) {
    String[] words = text.strip().split(" +");
    List<Integer> shape =
        words[1].equals("-")
            ? List.of()
            : Arrays.stream(words[1].split("x")).map(Integer::valueOf).toList();
    return new Tensor(
        new TensorType(KnownNames.elementType(words[0]), shape),
        Arrays.stream(words).skip(2).map(BigDecimal::new).toList());
  }

  /** Returns tensors that are separated by semicolons. */
  private static List<Tensor> tensors(String operands) {
    return operands.isBlank()
        ? List.of()
        : Stream.of(operands.split(";")).map(ProgramInterpreterTest::tensor).toList();
  }

  /** Returns a step of as many operands, the first ones of a program. */
  private static TensorOp step(String members, int operands) {
    List<Integer> numbers = IntStream.range(0, operands).boxed().toList();
    String document =
        "{%s%s}".formatted(members.replace('\'', '"'), operands == 0 ? "" : ",\"of\":" + numbers);
    return Json.read(document, "step", StepDocument.class, StepDocument::step);
  }

  /** Returns what one step makes of tensors that are separated by semicolons. */
  private static Tensor result(String members, String operands) {
    List<Tensor> of = tensors(operands);
    TensorOp op = step(members, of.size());
    TensorType type = ProgramTypes.of(op, of.stream().map(Tensor::type).toList());
    return ProgramInterpreter.result(op, type, of);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'op':'add'                       | uint8 1 255 ; uint8 1 1       | true
          'op':'add'                       | uint8 1 254 ; uint8 1 1       | false
          'op':'add'                       | uint32 1 4294967295 ; uint32 1 1 | false
          'op':'sum','axes':[0],'dtype':'uint16' | uint16 2 65535 1        | true
          'op':'sum','axes':[0],'dtype':'uint8' | int32 2 1 -1             | true
          'op':'sum','axes':[0],'dtype':'uint8' | int32 2 1 254            | false
          'op':'matmul','dtype':'int32'    | uint16 1x1 2 ; uint16 1x1 65535 | true
          'op':'matmul','dtype':'int32'    | uint16 1x1 1 ; uint16 1x1 65535 | false
          'op':'matmul','dtype':'uint8'    | uint8 1x2 16 1 ; uint8 2x1 15 16 | true
          'op':'matmul','dtype':'int32'    | int32 1x1 65536 ; int32 1x1 2 | false
          """)
  void narrowUnsignedTypesThatWrapAroundAreKnown(String op, String operands, boolean wraps) {
    List<Tensor> of = tensors(operands);
    List<TensorProgram.Input> inputs =
        IntStream.range(0, of.size())
            .mapToObj(i -> new TensorProgram.Input("x" + i, of.get(i).type()))
            .toList();
    TensorProgram program = new TensorProgram(inputs, List.of(step(op, of.size())), List.of());
    assertEquals(wraps, ProgramInterpreter.wrapsNarrow(program, of));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          neg       | uint8 3 0 1 255                           | uint8 3 0 255 1
          neg       | int8 2 127 -127                           | int8 2 -127 127
          not       | bool 2 0 1                                | bool 2 1 0
          add       | uint8 2 255 1 ; uint8 2 1 2               | uint8 2 0 3
          add       | uint64 1 18446744073709551615 ; uint64 1 2| uint64 1 1
          add       | int32 1 2147483646 ; int32 1 1            | int32 1 2147483647
          sub       | uint16 1 0 ; uint16 1 1                   | uint16 1 65535
          mul       | uint32 1 65536 ; uint32 1 65537           | uint32 1 65536
          mul       | float32 2 0.5 -3 ; float32 2 0.25 2       | float32 2 0.125 -6
          max       | int64 1 -9223372036854775808 ; int64 1 -1 | int64 1 -1
          min       | bfloat16 1 -0.5 ; bfloat16 1 0            | bfloat16 1 -0.5
          max       | bool 2 0 1 ; bool 2 0 0                   | bool 2 0 1
          and       | int8 2 -1 5 ; int8 2 -128 6               | int8 2 -128 4
          or        | int16 1 -32768 ; int16 1 1                | int16 1 -32767
          xor       | uint64 1 18446744073709551615 ; uint64 1 1| uint64 1 18446744073709551614
          xor       | bool 2 1 1 ; bool 2 0 1                   | bool 2 1 0
          less      | uint64 2 0 1 ; uint64 2 9223372036854775808 1 | bool 2 1 0
          less      | int8 1 -128 ; int8 1 0                    | bool 1 1
          equal     | float16 2 0 1 ; float16 2 0 1.5           | bool 2 1 0
          unequal   | bool 2 0 1 ; bool 2 0 0                   | bool 2 0 1
          floor-div | int32 4 7 -7 7 -7 ; int32 4 2 2 -2 -2     | int32 4 3 -4 -4 3
          trunc-div | int32 4 7 -7 7 -7 ; int32 4 2 2 -2 -2     | int32 4 3 -3 -3 3
          floor-mod | int32 4 7 -7 7 -7 ; int32 4 2 2 -2 -2     | int32 4 1 1 -1 -1
          trunc-mod | int32 4 7 -7 7 -7 ; int32 4 2 2 -2 -2     | int32 4 1 -1 1 -1
          trunc-div | uint8 1 255 ; uint8 1 2                   | uint8 1 127
          shl       | uint8 3 255 1 3 ; uint8 3 1 7 0           | uint8 3 254 128 3
          shr       | uint64 2 18446744073709551615 5 ; uint64 2 63 1 | uint64 2 1 2
          where     | bool 2 1 0 ; uint8 2 1 2 ; uint8 2 3 4    | uint8 2 1 4
          where     | bool 2x1 1 0 ; int8 2x2 1 2 3 4 ; int8 2x2 5 6 7 8 | int8 2x2 1 2 7 8
          """)
  void operationsOnElements(String op, String operands, String expected) {
    assertEquals(tensor(expected), result("'op':'" + op + "'", operands));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          uint8   | int32 4 255 256 300 -1        | uint8 4 255 0 44 255
          int8    | int32 4 127 128 -129 255      | int8 4 127 -128 127 -1
          int32   | uint32 1 4294967295           | int32 1 -1
          int64   | uint64 1 18446744073709551615 | int64 1 -1
          uint64  | int8 1 -1                     | uint64 1 18446744073709551615
          int32   | float32 3 2.75 -2.75 -0.5     | int32 3 2 -2 0
          uint8   | float16 1 -0.5                | uint8 1 0
          bool    | float32 3 0 0.25 -2           | bool 3 0 1 1
          bool    | int16 2 0 -1                  | bool 2 0 1
          float16 | int32 1 2048                  | float16 1 2048
          float32 | bool 2 0 1                    | float32 2 0 1
          """)
  void casts(String dtype, String operand, String expected) {
    assertEquals(tensor(expected), result("'op':'cast','dtype':'%s'".formatted(dtype), operand));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'op':'sum','axes':[1],'dtype':'int32'   | uint8 2x3 255 255 1 0 0 2 | int32 2 511 2
          'op':'sum','axes':[0],'dtype':'uint8'   | uint8 3 255 255 1         | uint8 - 255
          'op':'sum','axes':[0],'dtype':'bfloat16'| int32 2 128 127           | bfloat16 - 255
          'op':'sum','axes':[0,1],'dtype':'int32' | bool 2x2 1 1 0 1          | int32 - 3
          'op':'prod','axes':[0],'dtype':'int8'   | int8 3 -1 32 2            | int8 - -64
          'op':'prod','axes':[0],'dtype':'float32'| float32 3 0.5 4 0         | float32 - 0
          'op':'reduce-max','axes':[0]            | int8 2x2 -128 -1 -3 -2    | int8 2 -3 -1
          'op':'reduce-min','axes':[1]            | uint64 1x2 18446744073709551615 9 | uint64 1 9
          'op':'any','axes':[1]                   | bool 2x2 0 0 0 1          | bool 2 0 1
          'op':'all','axes':[0]                   | float32 2 0.5 1           | bool - 1
          'op':'argmax','axis':0                  | int32 4 1 3 3 2           | int32 - 1
          'op':'argmin','axis':1                  | float32 2x3 2 1 1 0 0 0   | int32 2 1 0
          """)
  void reductions(String op, String operand, String expected) {
    assertEquals(tensor(expected), result(op, operand));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'op':'full','dtype':'bool','shape':[2],'value':1 | ~~ | bool 2 1 1
          'op':'range','dtype':'uint8','shape':[3] | ~~ | uint8 3 0 1 2
          'op':'contiguous' | int32 2 1 2 | int32 2 1 2
          'op':'reshape','shape':[3,2] | int32 2x3 1 2 3 4 5 6 | int32 3x2 1 2 3 4 5 6
          'op':'reshape','shape':[] | int32 1 7 | int32 - 7
          'op':'permute','axes':[1,0] | int32 2x3 1 2 3 4 5 6 | int32 3x2 1 4 2 5 3 6
          'op':'permute','axes':[2,0,1] | int32 1x2x3 1 2 3 4 5 6 | int32 3x1x2 1 4 2 5 3 6
          'op':'expand','shape':[2,3] | int32 2x1 1 2 | int32 2x3 1 1 1 2 2 2
          'op':'pad','sides':[[1,2]],'value':9 | int32 2 1 2 | int32 5 9 1 2 9 9
          'op':'pad','sides':[[0,1],[1,0]],'value':0 | int32 1x2 1 2 | int32 2x3 0 1 2 0 0 0
          'op':'shrink','sides':[[1,2],[0,2]] | int32 2x3 1 2 3 4 5 6 | int32 1x2 4 5
          'op':'flip','axes':[1] | int32 2x2 1 2 3 4 | int32 2x2 2 1 4 3
          'op':'repeat','counts':[2,1] | int32 1x2 1 2 | int32 2x2 1 2 1 2
          'op':'repeat','counts':[2] | int32 2 1 2 | int32 4 1 2 1 2
          'op':'concatenate','axis':0 | int32 2 1 2 ; int32 1 3 | int32 3 1 2 3
          'op':'concatenate','axis':1 | int32 2x1 1 2 ; int32 2x2 3 4 5 6 | int32 2x3 1 3 4 2 5 6
          'op':'stack','axis':1 | int32 2 1 2 ; int32 2 3 4 | int32 2x2 1 3 2 4
          'op':'triu','diagonal':0 | int32 2x2 1 2 3 4 | int32 2x2 1 2 0 4
          'op':'tril','diagonal':-1 | int32 2x2 1 2 3 4 | int32 2x2 0 0 3 0
          'op':'triu','diagonal':1 | int32 2x3 1 2 3 4 5 6 | int32 2x3 0 2 3 0 0 6
          'op':'gather' | int32 2x2 1 2 3 4 ; uint8 3 1 0 1 | int32 3x2 3 4 1 2 3 4
          'op':'gather' | int32 3 1 2 3 ; int64 3 -1 -3 0 | int32 3 3 1 1
          'op':'bitcast','dtype':'int32' | float32 2 1 -2.5 | int32 2 1065353216 -1071644672
          'op':'bitcast','dtype':'int16' | float16 2 1 -2 | int16 2 15360 -16384
          'op':'bitcast','dtype':'uint16' | bfloat16 2 1 -2 | uint16 2 16256 49152
          'op':'bitcast','dtype':'bfloat16' | int16 2 16256 0 | bfloat16 2 1 0
          'op':'bitcast','dtype':'float32' | int32 1 -1071644672 | float32 1 -2.5
          'op':'bitcast','dtype':'uint8' | int8 2 -1 127 | uint8 2 255 127
          'op':'matmul','dtype':'int32' | int8 1x2 3 -4 ; int8 2x2 1 2 5 6 | int32 1x2 -17 -18
          'op':'matmul','dtype':'int32' | uint8 1x1 16 ; uint8 1x1 17 | int32 1x1 16
          'op':'matmul','dtype':'float32' | float16 1x2 40 0.5 ; float16 2x1 50 0.5 | float32 1x1 2000.25
          """)
  void movement(String op, String operands, String expected) {
    assertEquals(tensor(expected), result(op, operands));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'op':'add' | int8 1 127 ; int8 1 1
          'op':'neg' | int32 1 -2147483648
          'op':'mul' | int64 1 9223372036854775807 ; int64 1 2
          'op':'add' | bfloat16 1 256 ; bfloat16 1 1
          'op':'mul' | float16 1 2047 ; float16 1 3
          'op':'mul' | float16 1 16384 ; float16 1 4
          'op':'floor-div' | int32 1 1 ; int32 1 0
          'op':'trunc-div' | int8 1 -128 ; int8 1 -1
          'op':'floor-mod' | uint8 1 1 ; uint8 1 0
          'op':'cast','dtype':'uint8' | float32 1 256
          'op':'cast','dtype':'uint8' | float32 1 -1
          'op':'cast','dtype':'bfloat16' | int32 1 257
          'op':'cast','dtype':'float16' | float32 1 65536
          'op':'sum','axes':[0],'dtype':'int8' | int8 3 127 1 -1
          'op':'sum','axes':[0],'dtype':'bfloat16' | float32 2 256 -0.5
          'op':'prod','axes':[0],'dtype':'int32' | int32 3 65536 65536 0
          'op':'gather' | int32 2 1 2 ; int32 1 2
          'op':'gather' | int32 2 1 2 ; int32 1 -3
          'op':'shl' | uint8 1 1 ; uint8 1 8
          'op':'shr' | uint8 1 1 ; uint8 1 8
          'op':'bitcast','dtype':'int32' | float32 1 0
          'op':'bitcast','dtype':'float32' | int32 1 -2147483648
          'op':'bitcast','dtype':'float32' | int32 1 -1
          'op':'bitcast','dtype':'float16' | uint16 1 1
          'op':'matmul','dtype':'int32' | int8 1x1 127 ; int8 1x1 2
          'op':'matmul','dtype':'float16' | float16 1x2 2048 1 ; float16 2x1 1 1
          'op':'pad','sides':[[0,1]],'value':0.5 | int32 1 1
          'op':'full','dtype':'uint8','shape':[1],'value':256 | ~~
          """)
  void whatRoundsOverflowsOrLeavesItsRangeHasNoValue(String op, String operands) {
    assertThrows(UndefinedValueException.class, () -> result(op, operands));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'op':'add' | int8 1 127 ; uint8 1 1
          'op':'add' | int8 1 127 ; int8 1x1 1
          'op':'add' | bool 1 1 ; bool 1 1
          'op':'not' | int8 1 1
          'op':'and' | float32 1 1 ; float32 1 1
          'op':'floor-div' | float32 1 1 ; float32 1 1
          'op':'shl' | int8 1 1 ; int8 1 1
          'op':'where' | int8 1 1 ; int8 1 1 ; int8 1 1
          'op':'where' | bool 2 1 1 ; int8 1 1 ; int8 1 1
          'op':'bitcast','dtype':'int32' | int8 1 1
          'op':'bitcast','dtype':'int8' | bool 1 1
          'op':'matmul','dtype':'int8' | int8 1x2 1 1 ; int8 1x1 1
          'op':'matmul','dtype':'int8' | int8 1 1 ; int8 1x1 1
          'op':'sum','axes':[1],'dtype':'int8' | int8 1 1
          'op':'sum','axes':[0],'dtype':'bool' | int8 1 1
          'op':'reduce-max','axes':[] | int8 1 1
          'op':'reshape','shape':[3] | int8 2 1 1
          'op':'permute','axes':[0,0] | int8 1x1 1
          'op':'expand','shape':[3] | int8 2 1 1
          'op':'shrink','sides':[[1,1]] | int8 2 1 1
          'op':'shrink','sides':[[0,3]] | int8 2 1 1
          'op':'pad','sides':[[-1,0]],'value':0 | int8 2 1 1
          'op':'repeat','counts':[0] | int8 2 1 1
          'op':'concatenate','axis':0 | int8 2 1 1 ; uint8 2 1 1
          'op':'stack','axis':2 | int8 2 1 1 ; int8 2 1 1
          'op':'triu','diagonal':0 | int8 2 1 1
          'op':'gather' | int8 2 1 1 ; float32 1 0
          """)
  void whatDoesNotFitIsNoStep(String op, String operands) {
    assertThrows(IllTypedException.class, () -> result(op, operands));
  }
}
