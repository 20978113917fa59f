/** Tests of the graph's form: constraints, text, JSON. */
@NullMarked
package winofuzz.ir;

import org.jspecify.annotations.NullMarked;
