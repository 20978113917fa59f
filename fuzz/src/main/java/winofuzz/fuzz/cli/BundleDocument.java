package winofuzz.fuzz.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code exec} writes of each bundle as JSON.
 *
 * @param bundle its folder
 * @param passed whether its kernel did what was asked
 * @param outcome {@code passed}, {@code failed}, {@code unsupported} or {@code error}
 * @param detail one line
 * @param unsupported what is not supported, if something is not
 * @param error the mistake in the bundle, if there is one
 * @param violations all of them, if they are listed
 */
record BundleDocument(
    String bundle,
    boolean passed,
    String outcome,
    String detail,
    @Nullable String unsupported,
    @Nullable String error,
    @Nullable List<String> violations) {}
