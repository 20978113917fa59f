/**
 * What the tool knows of itself: which build it is, and what its words mean.
 *
 * <p>Start at {@link winofuzz.fuzz.about.BuildInfo}.
 *
 * <p>May depend on nothing of this project.
 */
@NullMarked
package winofuzz.fuzz.about;

import org.jspecify.annotations.NullMarked;
