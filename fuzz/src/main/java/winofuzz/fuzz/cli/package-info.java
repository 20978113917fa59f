/**
 * The command line: reads arguments, calls the rest, prints. Each command is one file.
 *
 * <p>Start at {@link winofuzz.fuzz.cli.Main}. May depend on everything; nothing depends on it.
 */
@NullMarked
package winofuzz.fuzz.cli;

import org.jspecify.annotations.NullMarked;
