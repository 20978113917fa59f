package winofuzz.fuzz.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code compile --cases} writes as JSON of a line that is no case.
 *
 * @param subject always null, in the place where other lines have their case
 * @param error the line and what is wrong with it
 * @param kernels none
 */
record MistakenLineDocument(
    @JsonProperty("case") @JsonInclude @Nullable Object subject,
    String error,
    List<Object> kernels) {}
