package winofuzz.metal.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contents of {@code launch.json} as they stand there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LaunchFile(
    @Nullable String kernel,
    @Nullable String source,
    @Nullable List<Integer> threadgroups,
    @JsonProperty("threads_per_threadgroup") @Nullable List<Integer> threads,
    @Nullable List<@Nullable Entry> buffers,
    @JsonProperty("tolerance_ulp") @Nullable Integer toleranceUlp) {

  /** One buffer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      @Nullable Integer index,
      @Nullable String type,
      @Nullable Integer length,
      @Nullable String role,
      @JsonProperty("written_once") @Nullable Boolean writtenOnce,
      @Nullable String data,
      @Nullable String expect) {}
}
