/**
 * What a command shows while it works: a panel of a few lines that is redrawn in place where
 * standard error is a terminal, else a plain line every ten seconds. Knows nothing of what it
 * shows.
 *
 * <p>Start at {@link winofuzz.fuzz.terminal.Status}.
 *
 * <p>May depend on nothing of this project.
 */
@NullMarked
package winofuzz.fuzz.terminal;

import org.jspecify.annotations.NullMarked;
