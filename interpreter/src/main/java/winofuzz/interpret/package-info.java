/**
 * What a graph means: evaluation of a program at any stage before Metal text, in one of several
 * number systems.
 *
 * <p>Start at {@link winofuzz.interpret.Interpreter}. {@link winofuzz.interpret.Arithmetic} is the
 * seam between walking a graph and computing with numbers. Shares no code with the devices.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.ir}, {@code winofuzz.number},
 * {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.interpret;

import org.jspecify.annotations.NullMarked;
