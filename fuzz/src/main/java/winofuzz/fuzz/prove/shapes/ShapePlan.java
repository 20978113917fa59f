package winofuzz.fuzz.prove.shapes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.json.Sense;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.shrink.ShapeFamily;
import winofuzz.metal.Device;

/**
 * What is proven of which shapes. It decides every digest, given the compiler.
 *
 * @param product the build that proves
 * @param compiler that lowers; null for that of this project
 * @param paths of it; the launches of the others are compared with those of the first
 * @param defects historical bugs that are switched on
 * @param target what kernels are compiled for
 * @param family of the shapes
 * @param elements of activation, weight and output together, at most
 * @param modulus of the integers at which kernels are evaluated
 * @param seed decides the points
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShapePlan(
    String product,
    @Nullable CompilerChoice compiler,
    List<LoweringPath> paths,
    SortedSet<Defect> defects,
    Target target,
    ShapeFamily family,
    int elements,
    String modulus,
    long seed) {
  /** The modulus that there is. */
  public static final String MODULUS = "2^61 - 1";

  /** The most elements that are gone up to: there are too many shapes far below that. */
  public static final int MOST_ELEMENTS = 200;

  public ShapePlan {
    paths = List.copyOf(paths);
    defects = Collections.unmodifiableSortedSet(new TreeSet<>(defects));
  }

  /** Returns the compiler that lowers. */
  public CompilerChoice choice() {
    return CompilerChoice.orBuiltin(compiler);
  }

  /** Returns the same for shapes up to another size. */
  ShapePlan upTo(int most) {
    return new ShapePlan(product, compiler, paths, defects, target, family, most, modulus, seed);
  }

  /** Returns what proves the shapes. */
  public ShapeProver prover(CompilerUnderTest under, Device device) {
    return new ShapeProver(under, device, paths, Set.copyOf(defects), target, seed);
  }

  /** Returns the blocks of shapes, which come one after the other. */
  public List<ShapeBlock> blocks() {
    List<ShapeBlock> result = new ArrayList<>();
    long[] counts = family.counts(elements);
    for (int size = 1; size <= elements; size++) {
      result.addAll(ShapeBlock.of(size, Math.toIntExact(counts[size])));
    }
    return List.copyOf(result);
  }

  /**
   * Returns this, which makes sense.
   *
   * @throws BadInputException if it does not
   */
  ShapePlan checked() {
    Sense.requireText("product", product);
    Sense.requireSome("paths", paths);
    Sense.requireBetween("elements", 1, MOST_ELEMENTS, elements);
    if (!modulus.equals(MODULUS)) {
      throw new BadInputException("modulus: expected %s, found %s".formatted(MODULUS, modulus));
    }
    return this;
  }
}
