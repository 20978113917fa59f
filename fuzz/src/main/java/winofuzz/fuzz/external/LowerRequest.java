package winofuzz.fuzz.external;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.programs.ProgramDocument;
import winofuzz.fuzz.programs.TensorProgram;
import winofuzz.ir.DType;

/**
 * The line by which a compiler is asked about something on a path.
 *
 * @param convolution null where it is a program
 * @param program null where it is a convolution
 * @param refuse the rules that it must not apply; null for none
 * @param tell what it is to tell besides the kernels; null for nothing
 */
record LowerRequest(
    long id,
    @JsonProperty("do") String action,
    String path,
    @JsonProperty("case") @Nullable Document convolution,
    @Nullable ProgramDocument program,
    @Nullable List<String> refuse,
    @Nullable List<String> tell) {

  private static final List<String> RULES = List.of("rules");

  /** Returns the line of an inquiry about a request. */
  static LowerRequest of(long id, LoweringPath path, Request request, Inquiry inquiry) {
    String action = inquiry instanceof Inquiry.Blame ? "blame" : "lower";
    List<String> refuse =
        inquiry instanceof Inquiry.LowerWithout(List<String> rules) ? rules : null;
    List<String> tell = refuse == null ? null : RULES;
    return switch (request) {
      case Request.OfConvolution(Convolution c) ->
          new LowerRequest(id, action, path.label(), Document.of(c), null, refuse, tell);
      case Request.OfProgram(TensorProgram p) ->
          new LowerRequest(id, action, path.label(), null, ProgramDocument.of(p), refuse, tell);
    };
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
