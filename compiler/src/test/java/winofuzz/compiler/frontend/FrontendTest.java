package winofuzz.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.Target;
import winofuzz.ir.AxisRole;
import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

class FrontendTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 3, 3, 1, 0, 1",
    "2, 4, 9, 13, 6, 1, 2",
    "1, 3, 1, 20, 2, 2, 1",
    "3, 2, 7, 4, 2, 1, 2"
  })
  void bothWaysOfWritingItHaveTheShapeOfTheOutput(
      int batch, int cin, int h, int w, int cout, int pad, int groups) {
    Convolution c = Convolution.of(batch, cin, h, w, cout, pad, groups);
    for (BuiltinPath path : List.of(BuiltinPath.DIRECT, BuiltinPath.OLD)) {
      Draft.Whole graph = lower(c, path, Set.of());
      assertEquals(c.outputShape(), graph.sink().src(0).shape(), path.path().label());
      assertEquals(path == BuiltinPath.OLD, graph.winograd());
    }
  }

  @Test
  void oldIsWrittenPlainlyWhereItsTilesDoNotFit() {
    Convolution strided =
        new Convolution(
            1,
            1,
            1,
            1,
            List.of(new Convolution.Axis(9, 3, 1, 1, 2, 1), Convolution.Axis.of(9, 1)),
            DType.FLOAT32);
    assertFalse(lower(strided, BuiltinPath.OLD, Set.of()).winograd());
    assertEquals(
        strided.outputShape(), lower(strided, BuiltinPath.OLD, Set.of()).sink().src(0).shape());
  }

  @ParameterizedTest
  @CsvSource({"3, 4, true", "4, 3, true", "3, 3, false", "8, 4, false", "20, 38, true"})
  void padOrderDefectFailsWhereExtentsDifferModuloFour(int h, int w, boolean fails) {
    Convolution c = Convolution.of(1, 1, h, w, 1, 0, 1);
    lower(c, BuiltinPath.OLD, Set.of());
    if (fails) {
      assertThrows(
          InvalidGraphException.class, () -> lower(c, BuiltinPath.OLD, Set.of(Defect.PAD_ORDER)));
    } else {
      lower(c, BuiltinPath.OLD, Set.of(Defect.PAD_ORDER));
    }
  }

  @Test
  void axesOfTheReductionAreNamed() {
    Draft.Whole graph = lower(Convolution.of(1, 4, 8, 8, 2, 1, 1), BuiltinPath.OLD, Set.of());
    UOp reduce =
        graph.sink().toposort().stream()
            .filter(n -> n.is(Op.REDUCE_AXIS))
            .findFirst()
            .orElseThrow();
    assertEquals(
        List.of(
            AxisRole.WINOGRAD_U,
            AxisRole.WINOGRAD_V,
            AxisRole.BATCH,
            AxisRole.GROUP,
            AxisRole.COUT,
            AxisRole.CIN,
            AxisRole.TILE_Y,
            AxisRole.TILE_X),
        graph.roles().get(reduce));
  }

  @Test
  void aHugeSumIsCutInTwo() {
    Convolution c = Convolution.of(1, 4096, 3, 3, 1, 0, 1);
    List<UOp> nodes = lower(c, BuiltinPath.DIRECT, Set.of()).sink().toposort();
    assertEquals(2, nodes.stream().filter(n -> n.is(Op.REDUCE_AXIS)).count());
    assertTrue(nodes.stream().anyMatch(n -> n.is(Op.CONTIGUOUS)));
  }

  private static Draft.Whole lower(Convolution c, BuiltinPath path, Set<Defect> defects) {
    return Frontend.lower(new LoweringRequest(c, path, defects, Target.APPLE));
  }
}
