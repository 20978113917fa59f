/**
 * From one ranged graph to kernels: buffers that cost more than they save go, what remains is cut
 * at the buffers, and each piece becomes a graph of its own with its ranges numbered anew.
 *
 * <p>Start at {@link winofuzz.compiler.schedule.Scheduler}.
 *
 * <p>May depend on {@code winofuzz.compiler.pass}, {@code winofuzz.compiler.rangeify}, {@code
 * winofuzz.compiler.rewrite}, {@code winofuzz.compiler.symbolic}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.compiler.schedule;

import org.jspecify.annotations.NullMarked;
