package winofuzz.fuzz.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/**
 * Small random changes to a case: one to three of its numbers, its type or its inputs.
 *
 * @param domains what inputs may be drawn from
 */
record Mutation(Set<InputDomain> domains) {
  private static final int MOST_CHANGES = 3;

  /** Changes that lead nowhere before the case is left with other inputs only. */
  private static final int ATTEMPTS = 8;

  private static final List<DType> DTYPES = CaseDraft.DTYPES;

  /** What can be changed. */
  private enum Change {
    BATCH,
    CIN,
    COUT,
    GROUPS,
    SIZE,
    SIZE_BY_TILE,
    PADDING,
    KERNEL,
    STRIDE,
    DILATION,
    DTYPE,
    DOMAIN
  }

  /** A case like another one; it depends on the case and the random bits alone. */
  ConvCase of(ConvCase parent, Hash random) {
    ConvCase result = parent;
    int changes = random.with(-1).between(1, MOST_CHANGES);
    int made = 0;
    for (int attempt = 0; attempt < ATTEMPTS && made < changes; attempt++) {
      Optional<ConvCase> changed = change(result, random.with(attempt));
      if (changed.isPresent()) {
        result = changed.get();
        made++;
      }
    }
    Inputs inputs = result.inputs();
    return result.with(new Inputs(inputs.domain(), random.with(-2).below(1_000_000)));
  }

  /** Empty where there is no such case, or it is too large for a campaign. */
  private Optional<ConvCase> change(ConvCase from, Hash random) {
    Change change = Change.values()[random.with(1).below(Change.values().length)];
    try {
      ConvCase result = change(from, change, random.with(2));
      return CaseArbitraries.isSmallEnough(result.convolution())
          ? Optional.of(result)
          : Optional.empty();
    } catch (BadConvolutionException e) {
      return Optional.empty();
    }
  }

  private ConvCase change(ConvCase from, Change change, Hash random) {
    Convolution c = from.convolution();
    int in = c.cin() / c.groups();
    int out = c.cout() / c.groups();
    return switch (change) {
      case BATCH -> from.with(channels(c, nearby(c.batch(), random), in, out, c.groups()));
      case CIN -> from.with(channels(c, c.batch(), nearby(in, random), out, c.groups()));
      case COUT -> from.with(channels(c, c.batch(), in, nearby(out, random), c.groups()));
      case GROUPS -> from.with(channels(c, c.batch(), in, out, random.between(1, 3)));
      case SIZE, SIZE_BY_TILE, PADDING, KERNEL, STRIDE, DILATION ->
          from.with(axis(c, change, random));
      case DTYPE ->
          from.with(
              new Convolution(
                  c.batch(),
                  c.cin(),
                  c.cout(),
                  c.groups(),
                  c.spatial(),
                  DTYPES.get(random.below(DTYPES.size()))));
      case DOMAIN -> {
        List<InputDomain> sorted = domains.stream().sorted().toList();
        yield from.with(new Inputs(sorted.get(random.below(sorted.size())), 0));
      }
    };
  }

  private static Convolution channels(Convolution c, int batch, int in, int out, int groups) {
    return new Convolution(batch, in * groups, out * groups, groups, c.spatial(), c.dtype());
  }

  private static Convolution axis(Convolution c, Change change, Hash random) {
    List<Axis> axes = new ArrayList<>(c.spatial());
    int which = random.with(1).below(axes.size());
    axes.set(which, axis(axes.get(which), change, random.with(2)));
    return new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), axes, c.dtype());
  }

  private static Axis axis(Axis a, Change change, Hash random) {
    int size = a.size();
    int kernel = a.kernel();
    int before = a.padBefore();
    int after = a.padAfter();
    int stride = a.stride();
    int dilation = a.dilation();
    switch (change) {
      case SIZE -> size = nearby(size, random);
      case SIZE_BY_TILE -> size += random.below(2) == 0 ? 4 : -4;
      case PADDING -> {
        before = random.with(1).below(3);
        after = random.with(2).below(3);
      }
      case KERNEL -> kernel = random.between(1, 5);
      case STRIDE -> stride = random.between(1, 3);
      case DILATION -> dilation = random.between(1, 3);
      case BATCH, CIN, COUT, GROUPS, DTYPE, DOMAIN ->
          throw new AssertionError(change + " is not of an axis");
    }
    return new Axis(size, kernel, before, after, stride, dilation);
  }

  /** One more, one less, twice or half as many; at least one. */
  private static int nearby(int n, Hash random) {
    int result =
        switch (random.below(4)) {
          case 0 -> n + 1;
          case 1 -> n - 1;
          case 2 -> 2 * n;
          default -> n / 2;
        };
    return Math.max(1, result);
  }
}
