package winofuzz.fuzz.cases;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;
import static com.fasterxml.jackson.annotation.JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/**
 * The keys of a case, each null where it is not given; the JSON form of a case. Numbers that may be
 * one for all axes or one for each are lists, of one element in the first case.
 *
 * @param pad padding of every side, or before and after of each axis
 */
public record CaseDocument(
    @Nullable Integer batch,
    @Nullable Integer cin,
    @Nullable Integer d,
    @Nullable Integer h,
    @Nullable Integer w,
    @Nullable Integer cout,
    @JsonFormat(with = {ACCEPT_SINGLE_VALUE_AS_ARRAY, WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED})
        @Nullable List<Integer> pad,
    @Nullable Integer groups,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<Integer> kernel,
    @JsonFormat(with = {ACCEPT_SINGLE_VALUE_AS_ARRAY, WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED})
        @Nullable List<Integer> stride,
    @JsonFormat(with = {ACCEPT_SINGLE_VALUE_AS_ARRAY, WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED})
        @Nullable List<Integer> dilation,
    @Nullable DType dtype,
    @Nullable Inputs inputs) {

  /**
   * Returns the keys with which a case is printed: every size, the padding and the groups, the rest
   * where it is not the default.
   */
  public static CaseDocument of(ConvCase c) {
    Convolution convolution = c.convolution();
    int axes = convolution.spatial().size();
    return new CaseDocument(
        convolution.batch(),
        convolution.cin(),
        size(convolution, axes - 3),
        size(convolution, axes - 2),
        size(convolution, axes - 1),
        convolution.cout(),
        shortened(
            convolution.spatial().stream()
                .flatMap(a -> Stream.of(a.padBefore(), a.padAfter()))
                .toList()),
        convolution.groups(),
        kernel(convolution),
        unlessOne(convolution, Axis::stride),
        unlessOne(convolution, Axis::dilation),
        convolution.dtype().equals(DType.FLOAT32) ? null : convolution.dtype(),
        c.inputs().equals(Inputs.DEFAULT) ? null : c.inputs());
  }

  private static @Nullable Integer size(Convolution convolution, int axis) {
    return axis < 0 ? null : convolution.spatial().get(axis).size();
  }

  /** Returns the windows unless all are 3 wide; of one axis always, as they tell that it is one. */
  private static @Nullable List<Integer> kernel(Convolution convolution) {
    List<Integer> all = convolution.spatial().stream().map(Axis::kernel).toList();
    return all.size() > 1 && shortened(all).equals(List.of(3)) ? null : all;
  }

  private static @Nullable List<Integer> unlessOne(
      Convolution convolution, Function<Axis, Integer> of) {
    List<Integer> numbers = shortened(convolution.spatial().stream().map(of).toList());
    return numbers.equals(List.of(1)) ? null : numbers;
  }

  private static List<Integer> shortened(List<Integer> numbers) {
    return numbers.stream().distinct().count() == 1 ? numbers.subList(0, 1) : numbers;
  }

  /**
   * Returns the case.
   *
   * @throws BadInputException if the keys make none; its message starts with the key
   */
  public ConvCase toCase() {
    CaseDraft draft = new CaseDraft("");
    draft.put("batch", batch);
    draft.put("cin", cin);
    draft.put("d", d);
    draft.put("h", h);
    draft.put("w", w);
    draft.put("cout", cout);
    draft.put("pad", pad);
    draft.put("groups", groups);
    draft.put("kernel", kernel);
    draft.put("stride", stride);
    draft.put("dilation", dilation);
    if (dtype != null) {
      draft.dtype(dtype);
    }
    if (inputs != null) {
      draft.inputs(inputs);
    }
    return draft.finish();
  }
}
