/** Tests of proofs for all inputs. */
@NullMarked
package winofuzz.fuzz.prove;

import org.jspecify.annotations.NullMarked;
