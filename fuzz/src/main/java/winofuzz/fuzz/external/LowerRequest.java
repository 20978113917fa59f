package winofuzz.fuzz.external;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.LoweringPath;
import winofuzz.ir.DType;

/** What a compiler is asked: to lower a convolution on a path. */
record LowerRequest(
    long id,
    @JsonProperty("do") String action,
    String path,
    @JsonProperty("case") Document convolution) {

  LowerRequest(long id, LoweringPath path, Convolution convolution) {
    this(id, "lower", path.label(), Document.of(convolution));
  }

  /**
   * A convolution with all that there is to say about it.
   *
   * @param d null where there are fewer than three axes
   * @param h null where there is one axis
   * @param pad before and after each axis
   */
  record Document(
      int batch,
      int cin,
      @Nullable Integer d,
      @Nullable Integer h,
      int w,
      int cout,
      List<Integer> pad,
      int groups,
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> dilation,
      DType dtype) {

    private static Document of(Convolution c) {
      List<Axis> axes = c.spatial();
      int last = axes.size() - 1;
      return new Document(
          c.batch(),
          c.cin(),
          last < 2 ? null : axes.get(last - 2).size(),
          last < 1 ? null : axes.get(last - 1).size(),
          axes.get(last).size(),
          c.cout(),
          axes.stream().flatMap(a -> Stream.of(a.padBefore(), a.padAfter())).toList(),
          c.groups(),
          each(axes, Axis::kernel),
          each(axes, Axis::stride),
          each(axes, Axis::dilation),
          c.dtype());
    }

    private static List<Integer> each(List<Axis> axes, ToIntFunction<Axis> number) {
      return axes.stream().map(number::applyAsInt).toList();
    }
  }
}
