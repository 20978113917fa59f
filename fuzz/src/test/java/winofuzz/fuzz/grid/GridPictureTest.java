package winofuzz.fuzz.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.lab.GridSurvey;

class GridPictureTest {
  private static final GridSurvey SURVEY =
      new GridSurvey(new BuiltinCompiler(), Target.APPLE, true);

  @Test
  void aPictureHasAColumnForEachPathAndShowsWhatItsKernelsTouch() throws Exception {
    ConvCase c = CaseText.parse("cin=3,h=10,w=9,cout=4,pad=1");
    GridTable.Section section =
        new GridTable.Section(
            c,
            List.of(
                SURVEY.row(c, LoweringPath.OLD, Set.of()),
                SURVEY.row(c, LoweringPath.HYBRID, Set.of())));
    String svg = GridPicture.svg(section);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    for (GridTable.Row row : section.rows()) {
      for (GridKernel kernel : row.kernels()) {
        assertTrue(svg.contains(">" + row.label() + ": " + kernel.kernel().name() + "<"), svg);
      }
    }
    assertTrue(svg.contains("planes of y"), svg);
    assertTrue(svg.contains("store t0, 4 bytes a lane"), svg);
  }

  @Test
  void ofAnyRank() {
    for (String text : List.of("cin=2,w=9,cout=4,pad=1,h=3", "cin=2,d=5,h=6,w=7,cout=2,pad=1")) {
      ConvCase c = CaseText.parse(text);
      GridTable.Row row = SURVEY.row(c, LoweringPath.MATCHED, Set.of());
      String svg = GridPicture.svg(new GridTable.Section(c, List.of(row)));
      assertTrue(svg.contains("planes of y"), text);
    }
  }
}
