package winofuzz.metal.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contents of {@code chain.json} as they stand there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChainFile(
    @Nullable List<@Nullable MemoryEntry> memories,
    @Nullable List<@Nullable LaunchEntry> launches,
    @JsonProperty("tolerance_ulp") @Nullable Integer toleranceUlp) {

  /** One memory. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MemoryEntry(
      @Nullable String type,
      @Nullable Integer length,
      @Nullable String data,
      @Nullable String expect) {}

  /** One launch. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LaunchEntry(
      @Nullable String kernel,
      @Nullable String source,
      @Nullable List<Integer> threadgroups,
      @JsonProperty("threads_per_threadgroup") @Nullable List<Integer> threads,
      @Nullable List<@Nullable ArgumentEntry> arguments) {}

  /** What one buffer is bound to: a part of a memory, in bytes, or a value. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ArgumentEntry(
      @Nullable Integer memory, @Nullable Long offset, @Nullable Long size, @Nullable Long value) {}
}
