package winofuzz.fuzz.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.LaunchShape;

/** What {@code grid --smallest} found. */
public record SmallestDocument(
    LoweringPath left, LoweringPath right, long most, long shapes, List<OfClass> classes) {

  /** The shapes of a class. */
  public record OfClass(
      @JsonProperty("class") GridClass gridClass,
      long count,
      @JsonProperty("case") ConvCase smallest,
      long elements,
      List<LaunchShape> left,
      List<LaunchShape> right) {}

  /** Returns the document of a search. */
  public static SmallestDocument of(SmallestShapes shapes) {
    return new SmallestDocument(
        shapes.left(),
        shapes.right(),
        shapes.most(),
        shapes.shapes(),
        shapes.classes().entrySet().stream()
            .map(
                e ->
                    new OfClass(
                        e.getKey(),
                        e.getValue().count(),
                        e.getValue().smallest(),
                        e.getValue().smallest().elements(),
                        e.getValue().comparison().left(),
                        e.getValue().comparison().right()))
            .toList());
  }
}
