package winofuzz.convolution;

import java.io.Serial;

/** A convolution that cannot be: which key, what was expected, what was found. */
public final class BadConvolutionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public BadConvolutionException(String message) {
    super(message);
  }
}
