package winofuzz.fuzz.oracle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import winofuzz.compiler.Path;

/**
 * What one bug looks like on every case that shows it.
 *
 * @param assertion the name of the first assertion that it violates
 * @param path the path that it is on
 * @param symptom the stage or the kind of fault
 */
public record Signature(String assertion, Path path, String symptom)
    implements Comparable<Signature> {
  private static final int ID_BYTES = 6;

  /** {@code algebra/hybrid/ranged}. */
  @Override
  public String toString() {
    return assertion + "/" + path.label() + "/" + symptom;
  }

  /** A short name that depends on the signature alone: 12 hexadecimal digits. */
  public String id() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(Signature other) {
    return Comparator.comparing(Signature::toString).compare(this, other);
  }
}
