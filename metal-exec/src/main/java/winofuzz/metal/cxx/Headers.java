package winofuzz.metal.cxx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the C++ headers among the resources. */
public final class Headers {

  private Headers() {}

  /** Returns the text of a header, by its path below {@code winofuzz/metal}. */
  public static String read(String path) {
    try (InputStream in = Headers.class.getResourceAsStream("/winofuzz/metal/" + path)) {
      if (in == null) {
        throw new AssertionError("no resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("resource " + path, e);
    }
  }
}
