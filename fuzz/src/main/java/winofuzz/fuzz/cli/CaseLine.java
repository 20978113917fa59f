package winofuzz.fuzz.cli;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseDocument;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/**
 * A line of a file of cases: the keys of a {@link CaseDocument}, and how to lower the case. Jackson
 * does not notice unknown keys beside unwrapped ones, so the keys of the case are repeated.
 *
 * @param defects words that {@code --defects} takes
 */
record CaseLine(
    @Nullable Integer batch,
    @Nullable Integer cin,
    @Nullable Integer d,
    @Nullable Integer h,
    @Nullable Integer w,
    @Nullable Integer cout,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<Integer> pad,
    @Nullable Integer groups,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<Integer> kernel,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<Integer> stride,
    @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<Integer> dilation,
    @Nullable DType dtype,
    @Nullable Inputs inputs,
    @Nullable LoweringPath path,
    @Nullable List<String> defects,
    @Nullable Target target) {

  /**
   * Returns the case.
   *
   * @throws BadInputException if the keys make none
   */
  ConvCase toCase() {
    return new CaseDocument(
            batch, cin, d, h, w, cout, pad, groups, kernel, stride, dilation, dtype, inputs)
        .toCase();
  }

  /**
   * Returns the defects, none if the line has no such key.
   *
   * @throws BadInputException if a word is not the name of a defect
   */
  Set<Defect> defectSet() {
    try {
      return KnownNames.defects(defects == null ? List.of() : defects);
    } catch (BadInputException e) {
      throw new BadInputException("defects: " + e.getMessage(), e);
    }
  }
}
