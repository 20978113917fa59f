package winofuzz.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import winofuzz.number.Rational;

/** The JSON form: what is written reads back, what is wrong is named. */
final class ProgramJsonTest {

  @Provide
  Arbitrary<UOp> graphs() {
    return Arbitraries.randoms().map(ProgramJsonTest::graph);
  }

  /** A graph of any operations that can stand anywhere, with every kind of argument. */
  private static UOp graph(Random random) {
    List<UOp> nodes = new ArrayList<>(leaves(random));
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      UOp a = nodes.get(random.nextInt(nodes.size()));
      UOp b = nodes.get(random.nextInt(nodes.size()));
      nodes.add(
          switch (random.nextInt(7)) {
            case 0 -> UOp.of(Op.ADD, a.dtype(), a, b);
            case 1 -> UOp.of(Op.WHERE, b.dtype(), a, a, b);
            case 2 -> UOp.of(Op.INDEX, a.dtype(), Arg.None.NONE, a, b);
            case 3 -> UOp.of(Op.REDUCE, a.dtype(), new Arg.Fold(Op.MAX), a, b);
            case 4 -> UOp.of(Op.CAST, DType.BFLOAT16.vector(3), a);
            case 5 -> UOp.of(Op.SINK, DType.VOID, Arg.None.NONE, a, b, a);
            default -> UOp.of(Op.NOOP, DType.VOID, a);
          });
    }
    return UOp.sink(nodes);
  }

  private static List<UOp> leaves(Random random) {
    Arg.LaneAxes lanes = new Arg.LaneAxes(List.of(new Arg.LaneAxis(3, 2), new Arg.LaneAxis(-1, 4)));
    UOp one = UOp.constant(DType.FLOAT32, 1);
    List<Arg.Constant> constants =
        List.of(
            new Arg.Int(random.nextLong()),
            new Arg.Bool(random.nextBoolean()),
            new Arg.Real(Rational.of(random.nextInt(), 1 + random.nextInt(99))),
            Arg.Special.NEGATIVE_ZERO,
            Arg.Invalid.INVALID);
    List<UOp> result = new ArrayList<>();
    constants.forEach(c -> result.add(UOp.of(Op.CONST, DType.INDEX, c)));
    result.add(UOp.of(Op.VCONST, DType.INDEX.vector(5), new Arg.Constants(constants)));
    result.add(
        UOp.range(UOp.index(7), new Arg.Axis(List.of(1, 2), AxisType.WARP, AxisRole.TILE_Y, true)));
    result.add(UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("a \"name\"\n")));
    result.add(UOp.of(Op.DEFINE_VAR, DType.INT32, new Arg.Variable("n", -3, 5)));
    result.add(
        UOp.of(
            Op.DEFINE_LOCAL,
            DType.FLOAT16.vector(4).pointer(AddressSpace.LOCAL, 64).pointers(2),
            new Arg.Slot(3)));
    result.add(UOp.of(Op.GEP, DType.FLOAT32.vector(2), new Arg.Lanes(List.of(1, 0)), one));
    result.add(UOp.of(Op.UNROLL, DType.FLOAT32, lanes, one));
    result.add(UOp.of(Op.BUFFERIZE, DType.FLOAT32, new Arg.Storage(AddressSpace.LOCAL, 2), one));
    Arg matrix =
        new Arg.MatrixMultiply(
            8, 8, 8, DType.FLOAT16, DType.FLOAT32, 32, List.of(lanes, lanes, lanes));
    result.add(UOp.of(Op.WMMA, DType.FLOAT32.vector(2), matrix, one, one, one));
    result.add(
        UOp.of(Op.SINK, DType.VOID, new Arg.KernelInfo("r_2", List.of("UPCAST 0 4"), false), one));
    UOp device = UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("d"));
    UOp unique = UOp.of(Op.UNIQUE, DType.VOID, new Arg.Slot(0));
    UOp buffer = UOp.of(Op.BUFFER, DType.FLOAT32, new Arg.Size(6), unique, device);
    UOp matrixShape = UOp.of(Op.RESHAPE, DType.FLOAT32, buffer, UOp.indices(List.of(2, 3)));
    result.add(UOp.of(Op.PERMUTE, DType.FLOAT32, new Arg.Permutation(List.of(1, 0)), matrixShape));
    result.add(UOp.of(Op.FLIP, DType.FLOAT32, new Arg.Flips(List.of(true, false)), matrixShape));
    result.add(
        UOp.of(Op.REDUCE_AXIS, DType.FLOAT32, new Arg.FoldAxes(Op.ADD, List.of(1)), matrixShape));
    // Operands with shapes of their own cannot be mixed at random.
    return result.stream().map(n -> n.shapeOrNull() == null ? n : UOp.sink(n)).toList();
  }

  @Property(tries = 200)
  void graphsReadBackToTheSameNodes(@ForAll("graphs") UOp sink) {
    Program.Whole whole = new Program.Whole(Stage.RANGED, UOp.sink(sink), Map.of());
    Program read = ProgramJson.read(ProgramJson.write(whole));
    assertSame(whole.sink(), ((Program.Whole) read).sink());
    assertEquals(whole, read);
    Program.Scheduled kernels =
        new Program.Scheduled(
            Stage.LINEAR,
            List.of(new Memory("y", DType.FLOAT32, 8, Memory.Role.OUTPUT)),
            List.of(
                new Kernel("a", new Kernel.Graph(sink), List.of(0)),
                new Kernel("b", new Kernel.Linear(sink.toposort()), List.of())));
    assertEquals(kernels, ProgramJson.read(ProgramJson.write(kernels)));
  }

  @Test
  void deepGraphsReadBack() {
    UOp node = UOp.constant(DType.FLOAT32, 1);
    for (int i = 0; i < 20_000; i++) {
      node = UOp.of(Op.NEG, DType.FLOAT32, node);
    }
    Program.Whole whole = new Program.Whole(Stage.RANGED, UOp.sink(node), Map.of());
    assertEquals(whole, ProgramJson.read(ProgramJson.write(whole)));
  }

  @Test
  void inputsKeepTheirNames() {
    UOp device = UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("d"));
    UOp unique = UOp.of(Op.UNIQUE, DType.VOID, new Arg.Slot(0));
    UOp buffer = UOp.of(Op.BUFFER, DType.FLOAT32, new Arg.Size(6), unique, device);
    Program.Whole whole =
        new Program.Whole(Stage.TENSOR, UOp.sink(buffer.plus(buffer)), Map.of(buffer, "x"));
    assertEquals(whole, ProgramJson.read(ProgramJson.write(whole)));
  }

  private static final String HEAD =
      "{\"format\":\"winofuzz-graph\",\"version\":1,\"stage\":\"ranged\",\"output\":0,"
          + "\"inputs\":{},\"nodes\":[";

  private static final Map<String, String> BROKEN =
      Map.ofEntries(
          Map.entry("{\"format\":", "graph, line 1, column"),
          Map.entry("[]", "graph: expected an object"),
          Map.entry("{\"format\":\"x\"}", "graph: expected winofuzz-graph as format, found x"),
          Map.entry(
              "{\"format\":\"winofuzz-graph\",\"version\":2}",
              "graph: expected version 1, found 2"),
          Map.entry(
              HEAD + "{\"op\":\"ADDD\",\"dtype\":\"int32\"}]}",
              "node 0 (ADDD): expected one of [NOOP"),
          Map.entry(
              HEAD + "{\"op\":\"CONST\",\"dtype\":\"int33\",\"arg\":{\"int\":1}}]}",
              "node 0 (CONST): expected a type like float32"),
          Map.entry(
              HEAD + "{\"op\":\"CONST\",\"dtype\":\"int32\"}]}",
              "C2 node 0 (CONST): expected a constant, found none"),
          Map.entry(
              HEAD + "{\"op\":\"CONST\",\"dtype\":\"int32\",\"arg\":{\"int\":\"1\"}}]}",
              "node 0 (CONST): expected an integer as int, found \"1\""),
          Map.entry(
              HEAD + "{\"op\":\"CONST\",\"dtype\":\"float32\",\"arg\":{\"real\":\"1/0\"}}]}",
              "node 0 (CONST): expected a rational number"),
          Map.entry(
              HEAD + "{\"op\":\"CONST\",\"dtype\":\"int32\",\"arg\":{\"what\":1}}]}",
              "node 0 (CONST): expected an argument's kind as first key, found what"),
          Map.entry(
              HEAD + "{\"op\":\"NEG\",\"dtype\":\"int32\",\"src\":[7]}]}",
              "node 0 (NEG): expected a node from 0 to 0, found node 7"),
          Map.entry(
              HEAD + "{\"op\":\"NEG\",\"dtype\":\"int32\"}]}",
              "C1 node 0 (NEG): expected 1 operands, found 0"),
          Map.entry(
              HEAD
                  + "{\"op\":\"NEG\",\"dtype\":\"int32\",\"src\":[1]},"
                  + "{\"op\":\"NEG\",\"dtype\":\"int32\",\"src\":[0]}]}",
              "node 0 (NEG): expected no cycle"),
          Map.entry(
              HEAD
                  + "{\"op\":\"UNIQUE\",\"dtype\":\"void\",\"arg\":{\"slot\":0}},"
                  + "{\"op\":\"DEVICE\",\"dtype\":\"void\",\"arg\":{\"name\":\"d\"}},"
                  + "{\"op\":\"BUFFER\",\"dtype\":\"int32\",\"arg\":{\"size\":6},\"src\":[0,1]},"
                  + "{\"op\":\"CONST\",\"dtype\":\"index\",\"arg\":{\"int\":5}},"
                  + "{\"op\":\"RESHAPE\",\"dtype\":\"int32\",\"src\":[2,3]}]}",
              "node 4 (RESHAPE): RESHAPE: expected as many elements as [6]"));

  @TestFactory
  Stream<DynamicTest> brokenDocuments() {
    return BROKEN.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getValue(),
                    () -> {
                      InvalidGraphException e =
                          assertThrows(
                              InvalidGraphException.class, () -> ProgramJson.read(entry.getKey()));
                      String message = String.valueOf(e.getMessage());
                      assertEquals(
                          entry.getValue(),
                          message.substring(
                              0, Math.min(message.length(), entry.getValue().length())));
                    }));
  }
}
