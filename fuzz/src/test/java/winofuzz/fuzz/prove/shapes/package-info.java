/** Tests of proofs for all inputs. */
@NullMarked
package winofuzz.fuzz.prove.shapes;

import org.jspecify.annotations.NullMarked;
