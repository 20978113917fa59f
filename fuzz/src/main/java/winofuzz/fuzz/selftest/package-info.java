/**
 * A test of the fuzzer itself: is what is known to be wrong found, by which assertion, how soon,
 * and on how small a case?
 *
 * <p>Start at {@link winofuzz.fuzz.selftest.PlantedDefects}, the table of wrong variants of the
 * compiler, the renderer and the simulator, and at {@link winofuzz.fuzz.selftest.SelfTest}, which
 * plants them one by one and runs a campaign on each. Nothing in the engines knows of them: a rule
 * is made wrong by a {@code RewriteObserver}, a pass by a {@code PassObserver}, a kernel's text,
 * launch or outcome on its way to the device. May depend on all of the fuzzer but {@code report}
 * and {@code cli}.
 */
@NullMarked
package winofuzz.fuzz.selftest;

import org.jspecify.annotations.NullMarked;
