package winofuzz.fuzz.lowering;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of some bytes, as four numbers: equal for equal bytes, and in practice for no other.
 */
public record ContentHash(long first, long second, long third, long fourth) {

  /** Returns the hash of bytes. */
  public static ContentHash of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** Returns the hash of some of the bytes of an array. */
  public static ContentHash of(byte[] bytes, int from, int count) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, count);
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      return new ContentHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
