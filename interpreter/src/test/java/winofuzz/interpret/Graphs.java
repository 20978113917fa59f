package winofuzz.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import winofuzz.convolution.Convolution;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Small graphs for tests, written as a compiler would. */
final class Graphs {
  private Graphs() {}

  static UOp buffer(int unique, DType dtype, long elements) {
    return UOp.of(
        Op.BUFFER,
        dtype,
        new Arg.Size(elements),
        UOp.of(Op.UNIQUE, DType.VOID, new Arg.Slot(unique)),
        UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("test")));
  }

  static UOp reshape(UOp x, Integer... shape) {
    return UOp.of(Op.RESHAPE, x.dtype(), x, UOp.indices(Arrays.asList(shape)));
  }

  static UOp expand(UOp x, Integer... shape) {
    return UOp.of(Op.EXPAND, x.dtype(), x, UOp.indices(Arrays.asList(shape)));
  }

  static UOp permute(UOp x, Integer... order) {
    return UOp.of(Op.PERMUTE, x.dtype(), new Arg.Permutation(Arrays.asList(order)), x);
  }

  static UOp pad(UOp x, List<Integer> before, List<Integer> after) {
    return UOp.of(Op.PAD, x.dtype(), x, UOp.indices(before), UOp.indices(after));
  }

  static UOp shrink(UOp x, List<Integer> begin, List<Integer> end) {
    return UOp.of(Op.SHRINK, x.dtype(), x, UOp.indices(begin), UOp.indices(end));
  }

  static UOp reduceAxis(UOp x, Op op, Integer... axes) {
    return UOp.of(Op.REDUCE_AXIS, x.dtype(), new Arg.FoldAxes(op, Arrays.asList(axes)), x);
  }

  static UOp range(int id, int extent, AxisType type) {
    return UOp.range(UOp.index(extent), new Arg.Axis(id, type, AxisRole.OTHER));
  }

  static UOp global(int slot, DType dtype, long elements) {
    return UOp.of(
        Op.DEFINE_GLOBAL, dtype.pointer(AddressSpace.GLOBAL, elements), new Arg.Slot(slot));
  }

  static Program.Whole whole(Stage stage, UOp output, Map<UOp, String> inputs) {
    return new Program.Whole(stage, UOp.sink(output), inputs);
  }

  /** One kernel that writes y from inputs x and w. */
  static Program.Scheduled kernel(Stage stage, UOp sink, DType dtype, int y, int x, int w) {
    return new Program.Scheduled(
        stage,
        List.of(
            new Memory("y", dtype, y, Memory.Role.OUTPUT),
            new Memory("x", dtype, x, Memory.Role.INPUT),
            new Memory("w", dtype, w, Memory.Role.INPUT)),
        List.of(new Kernel("test", new Kernel.Graph(sink), List.of(0, 1, 2))));
  }

  /** A square convolution at stage tensor: padded windows gathered by repeating the input. */
  static Program.Whole tensorConvolution(Convolution c, DType dtype) {
    int n = c.batch();
    int ci = c.cin();
    int co = c.cout();
    int h = c.spatial().get(0).size();
    int w = c.spatial().get(1).size();
    int p = c.spatial().get(0).padBefore();
    int oh = c.spatial().get(0).output();
    int ow = c.spatial().get(1).output();
    UOp x = buffer(0, dtype, (long) n * ci * h * w);
    UOp weights = buffer(1, dtype, (long) co * ci * 9);
    UOp padded = pad(reshape(x, n, ci, h, w), List.of(0, 0, p, p), List.of(0, 0, p, p));
    List<UOp> windows = new ArrayList<>();
    for (int ky = 0; ky < 3; ky++) {
      for (int kx = 0; kx < 3; kx++) {
        int place = ky * 3 + kx;
        UOp window =
            reshape(
                shrink(padded, List.of(0, 0, ky, kx), List.of(n, ci, ky + oh, kx + ow)),
                n,
                1,
                ci,
                oh,
                ow,
                1);
        UOp placed = pad(window, List.of(0, 0, 0, 0, 0, place), List.of(0, 0, 0, 0, 0, 8 - place));
        windows.add(placed);
      }
    }
    UOp gathered = windows.stream().reduce(UOp::plus).orElseThrow();
    UOp left = expand(permute(gathered, 0, 1, 3, 4, 2, 5), n, co, oh, ow, ci, 9);
    UOp right = expand(reshape(weights, 1, co, 1, 1, ci, 9), n, co, oh, ow, ci, 9);
    UOp sum = reshape(reduceAxis(left.times(right), Op.ADD, 4, 5), n, co, oh, ow);
    return whole(Stage.TENSOR, UOp.of(Op.CONTIGUOUS, dtype, sum), Map.of(x, "x", weights, "w"));
  }

  /** Ranges of a square convolution. */
  record ConvolutionRanges(UOp batch, UOp out, UOp y, UOp x, UOp in, UOp kernelY, UOp kernelX) {
    static ConvolutionRanges of(Convolution c) {
      return new ConvolutionRanges(
          range(0, c.batch(), AxisType.LOOP),
          range(1, c.cout(), AxisType.LOOP),
          range(2, c.spatial().get(0).output(), AxisType.LOOP),
          range(3, c.spatial().get(1).output(), AxisType.LOOP),
          range(4, c.cin(), AxisType.REDUCE),
          range(5, 3, AxisType.REDUCE),
          range(6, 3, AxisType.REDUCE));
    }

    List<UOp> outer() {
      return List.of(batch, out, y, x);
    }

    UOp inside(Convolution c) {
      return within(row(c), c.spatial().get(0).size())
          .and(within(column(c), c.spatial().get(1).size()));
    }

    private static UOp within(UOp index, int extent) {
      return index.atLeast(0).and(index.lessThan(extent));
    }

    private UOp row(Convolution c) {
      return y.plus(kernelY).minus(c.spatial().get(0).padBefore());
    }

    private UOp column(Convolution c) {
      return x.plus(kernelX).minus(c.spatial().get(1).padBefore());
    }

    UOp inputIndex(Convolution c, boolean gated) {
      UOp flat =
          batch
              .times(c.cin())
              .plus(in)
              .times(c.spatial().get(0).size())
              .plus(row(c))
              .times(c.spatial().get(1).size())
              .plus(column(c));
      return gated ? flat.valid(inside(c)) : flat;
    }

    UOp weightIndex(Convolution c) {
      return out.times(c.cin()).plus(in).times(3).plus(kernelY).times(3).plus(kernelX);
    }

    UOp outputIndex(Convolution c) {
      return batch
          .times(c.cout())
          .plus(out)
          .times(c.spatial().get(0).output())
          .plus(y)
          .times(c.spatial().get(1).output())
          .plus(x);
    }

    UOp sum(UOp left, UOp right) {
      return left.times(right).reduce(Op.ADD, List.of(in, kernelY, kernelX));
    }
  }

  static Program.Whole rangedConvolution(Convolution c, DType dtype, boolean gated) {
    ConvolutionRanges r = ConvolutionRanges.of(c);
    UOp x =
        buffer(
            0,
            dtype,
            (long) c.batch() * c.cin() * c.spatial().get(0).size() * c.spatial().get(1).size());
    UOp w = buffer(1, dtype, (long) c.cout() * c.cin() * 9);
    UOp left = r.inside(c).where(x.at(r.inputIndex(c, gated)), x.constLike(0));
    UOp sum = r.sum(gated ? left : x.at(r.inputIndex(c, false)), w.at(r.weightIndex(c)));
    return whole(
        Stage.RANGED, sum.bufferize(Arg.Storage.GLOBAL, r.outer()), Map.of(x, "x", w, "w"));
  }

  static Program.Scheduled kernelConvolution(Convolution c, DType dtype) {
    ConvolutionRanges r = ConvolutionRanges.of(c);
    int xs = c.batch() * c.cin() * c.spatial().get(0).size() * c.spatial().get(1).size();
    int ws = c.cout() * c.cin() * 9;
    int ys = c.batch() * c.cout() * c.spatial().get(0).output() * c.spatial().get(1).output();
    UOp zero = UOp.constant(dtype, 0);
    UOp left = r.inside(c).where(global(1, dtype, xs).at(r.inputIndex(c, true)).load(), zero);
    UOp sum = r.sum(left, global(2, dtype, ws).at(r.weightIndex(c)).load());
    UOp store = global(0, dtype, ys).at(r.outputIndex(c)).store(sum, r.outer());
    return kernel(Stage.KERNEL, UOp.sink(store), dtype, ys, xs, ws);
  }

  /** Integers in turn from a small set, as floats. */
  static float[] integers(int size, int seed) {
    Random random = new Random(seed);
    float[] result = new float[size];
    for (int i = 0; i < size; i++) {
      result[i] = random.nextInt(17) - 8;
    }
    return result;
  }

  /** Floats of every magnitude between about 2^-20 and 2^4. */
  static float[] reals(int size, int seed) {
    Random random = new Random(seed);
    float[] result = new float[size];
    for (int i = 0; i < size; i++) {
      result[i] = (float) Math.scalb(random.nextGaussian(), random.nextInt(20) - 18);
    }
    return result;
  }
}
