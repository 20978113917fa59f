package winofuzz.convolution;

import java.io.Serial;

/**
 * Thrown for numbers that no convolution has. The message says which number it is, what was
 * expected and what was found.
 */
public final class BadConvolutionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public BadConvolutionException(String message) {
    super(message);
  }
}
