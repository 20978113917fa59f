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
 * @param values those of the inputs, of which a script is asked for; null for none
 * @param tolerance how far rounding can take an element of the output; null likewise
 */
record LowerRequest(
    long id,
    @JsonProperty("do") String action,
    String path,
    @JsonProperty("case") @Nullable Document convolution,
    @Nullable ProgramDocument program,
    @Nullable List<String> refuse,
    @Nullable List<String> tell,
    @Nullable ValuesDocument values,
    @Nullable Double tolerance) {

  private static final List<String> RULES = List.of("rules");
  private static final List<String> STAGES = List.of("stages");

  /** Returns the line of an inquiry about a request. */
  static LowerRequest of(long id, LoweringPath path, Request request, Inquiry inquiry) {
    Document convolution =
        request instanceof Request.OfConvolution(Convolution c) ? Document.of(c) : null;
    ProgramDocument program =
        request instanceof Request.OfProgram(TensorProgram p) ? ProgramDocument.of(p) : null;
    LowerRequest plain =
        new LowerRequest(id, "lower", path.label(), convolution, program, null, null, null, null);
    return switch (inquiry) {
      case Inquiry.Lower _ -> plain;
      case Inquiry.LowerWithout(List<String> rules) -> plain.telling(RULES, rules);
      case Inquiry.Stages(List<String> rules) ->
          plain.telling(STAGES, rules.isEmpty() ? null : rules);
      case Inquiry.Blame _ -> plain.withAction("blame");
      case Inquiry.Script script -> plain.of(script);
    };
  }

  private LowerRequest withAction(String other) {
    return new LowerRequest(id, other, path, convolution, program, refuse, tell, values, tolerance);
  }

  private LowerRequest telling(List<String> what, @Nullable List<String> without) {
    return new LowerRequest(
        id, action, path, convolution, program, without, what, values, tolerance);
  }

  private LowerRequest of(Inquiry.Script script) {
    return new LowerRequest(
        id,
        "script",
        path,
        convolution,
        program,
        refuse,
        tell,
        new ValuesDocument(script.activation(), script.weight()),
        script.tolerance());
  }

  /** The elements of both inputs in row-major order. */
  record ValuesDocument(List<Double> x, List<Double> w) {}

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
