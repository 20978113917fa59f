package winofuzz.fuzz.cases;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;

/** The numbers of a convolution as both forms print them: one number where all are equal. */
final class CaseForms {
  private CaseForms() {}

  /** One padding, or before and after of every axis. */
  static List<Integer> paddings(Convolution convolution) {
    List<Integer> all =
        convolution.spatial().stream()
            .flatMap(a -> Stream.of(a.padBefore(), a.padAfter()))
            .toList();
    Set<Integer> different = new TreeSet<>(all);
    return different.size() == 1 ? List.copyOf(different) : all;
  }

  static List<Integer> strides(Convolution convolution) {
    return perAxis(convolution, Axis::stride);
  }

  static List<Integer> dilations(Convolution convolution) {
    return perAxis(convolution, Axis::dilation);
  }

  /** Whether the window must be printed: it is not 3 wide, or it tells that there is one axis. */
  static boolean hasKernel(Convolution convolution) {
    return convolution.spatial().size() == 1
        || convolution.spatial().stream().anyMatch(a -> a.kernel() != 3);
  }

  private static List<Integer> perAxis(Convolution convolution, Function<Axis, Integer> of) {
    List<Integer> all = convolution.spatial().stream().map(of).toList();
    Set<Integer> different = new TreeSet<>(all);
    return different.size() == 1 ? List.copyOf(different) : all;
  }
}
