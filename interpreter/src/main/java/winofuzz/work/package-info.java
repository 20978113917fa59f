/**
 * Limits of work that do not depend on the machine: what a case costs is counted, not timed.
 *
 * <p>Start at {@link winofuzz.work.WorkMeter}.
 *
 * <p>May depend on nothing of this project.
 */
@NullMarked
package winofuzz.work;

import org.jspecify.annotations.NullMarked;
