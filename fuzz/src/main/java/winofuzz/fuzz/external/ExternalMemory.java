package winofuzz.fuzz.external;

import java.nio.ByteBuffer;
import java.util.Optional;
import winofuzz.ir.Memory;

/**
 * A memory of a lowered case.
 *
 * @param contents what it holds before the first kernel, for a constant
 */
record ExternalMemory(Memory memory, Optional<ByteBuffer> contents) {

  /** Its size in bytes. */
  long bytes() {
    return memory.elements() * memory.dtype().kind().bytes();
  }
}
