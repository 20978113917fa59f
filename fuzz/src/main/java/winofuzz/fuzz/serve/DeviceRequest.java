package winofuzz.fuzz.serve;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.json.Json;

/** What a client asks of a device. Sizes and offsets are in bytes. */
sealed interface DeviceRequest {
  /** The requests by the value of the key {@code do}. */
  SortedMap<String, Class<? extends DeviceRequest>> KINDS =
      new TreeMap<>(
          Map.of(
              "allocate", Allocate.class,
              "free", Free.class,
              "write", Write.class,
              "read", Read.class,
              "copy", Copy.class,
              "compile", Compile.class,
              "forget", Forget.class,
              "launch", Launch.class));

  /**
   * Reads a request.
   *
   * @throws winofuzz.fuzz.cases.BadInputException if it is none
   */
  static DeviceRequest read(String line) {
    return Json.readTagged(line, "request", "do", KINDS);
  }

  /** Makes a memory that nothing wrote. */
  record Allocate(int memory, long size) implements DeviceRequest {}

  /** Lets a memory go. */
  record Free(int memory) implements DeviceRequest {}

  /** Copies the bytes that follow the request into a memory. */
  record Write(int memory, long offset, int bytes) implements DeviceRequest {}

  /** Copies out of a memory. */
  record Read(int memory, long offset, int size) implements DeviceRequest {}

  /** Copies between memories or within one. */
  record Copy(
      int from,
      @JsonProperty("from_offset") long fromOffset,
      int to,
      @JsonProperty("to_offset") long toOffset,
      int size)
      implements DeviceRequest {}

  /** Takes Metal text. */
  record Compile(int program, String source) implements DeviceRequest {}

  /** Lets a text go. */
  record Forget(int program) implements DeviceRequest {}

  /**
   * Runs a kernel.
   *
   * @param arguments for its buffers, in the order of their indices
   * @param note what reports say about the launch
   */
  record Launch(
      int program,
      String kernel,
      List<Integer> threadgroups,
      List<Integer> threads,
      List<Argument> arguments,
      @Nullable String note)
      implements DeviceRequest {}

  /** A part of a memory, or a value. */
  record Argument(
      @Nullable Integer memory, @Nullable Long offset, @Nullable Long size, @Nullable Long value) {}
}
