package winofuzz.fuzz.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.shrink.ShapeFamily;
import winofuzz.ir.DType;

/** The options of {@code prove} about very many shapes. */
final class ShapeOptions {
  private static final String LARGEST = ". Default: ${DEFAULT-VALUE}";

  @Option(
      names = "--axes",
      paramLabel = "N",
      defaultValue = "2",
      description = "with --up-to: shapes of up to so many spatial axes" + LARGEST)
  private int axes = ShapeFamily.USUAL.axes();

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "3",
      description = "with --up-to: the largest window along an axis" + LARGEST)
  private int window = ShapeFamily.USUAL.window();

  @Option(
      names = "--stride",
      paramLabel = "N",
      defaultValue = "2",
      description = "with --up-to: the largest stride, the same on all axes" + LARGEST)
  private int stride = ShapeFamily.USUAL.stride();

  @Option(
      names = "--dilation",
      paramLabel = "N",
      defaultValue = "2",
      description = "with --up-to: the largest dilation, the same on all axes" + LARGEST)
  private int dilation = ShapeFamily.USUAL.dilation();

  @Option(
      names = "--padding",
      paramLabel = "N",
      defaultValue = "2",
      description = "with --up-to: the largest padding of each side" + LARGEST)
  private int padding = ShapeFamily.USUAL.padding();

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "float32",
      description = "with --up-to: the type of activation, weight and output" + LARGEST)
  private DType dtype = ShapeFamily.USUAL.dtype();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "where the certificate of --up-to is written, or the claims. The same command"
              + " goes on where one with the same file was stopped")
  private @Nullable Path out;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "with --verify: so many shapes drawn at random, or N%% of them. Default: all")
  private @Nullable String sample;

  @Option(names = "--jobs", paramLabel = "N", description = "threads. Default: one a core")
  private int jobs = Runtime.getRuntime().availableProcessors();

  /** Returns the shapes that were asked for. */
  ShapeFamily family() {
    try {
      return new ShapeFamily(axes, window, stride, dilation, padding, dtype);
    } catch (BadInputException e) {
      throw new BadInputException("--" + e.getMessage(), e);
    }
  }

  /** Returns where the result is written; null where nowhere. */
  @Nullable Path out() {
    return out;
  }

  /** Returns how many threads are used. */
  int jobs() {
    if (jobs < 1) {
      throw new BadInputException("--jobs: expected at least 1, found " + jobs);
    }
    return jobs;
  }

  /** Returns how many shapes of some are checked. */
  long sample(long of) {
    String text = sample;
    if (text == null) {
      return of;
    }
    boolean isShare = text.endsWith("%");
    double number;
    try {
      number = Double.parseDouble(isShare ? text.substring(0, text.length() - 1) : text);
    } catch (NumberFormatException e) {
      throw badSample(text);
    }
    boolean fits = isShare ? number > 0 && number <= 100 : number >= 1 && number % 1 == 0;
    if (!fits) {
      throw badSample(text);
    }
    return isShare ? (long) Math.ceil(of * (number / 100)) : (long) number;
  }

  private static BadInputException badSample(String found) {
    return new BadInputException(
        "--sample: expected a number of shapes, or a share such as 5%, found " + found);
  }
}
