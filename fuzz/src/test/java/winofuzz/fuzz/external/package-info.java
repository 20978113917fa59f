/** Tests of compilers that are processes of their own, with scripts that misbehave. */
@NullMarked
package winofuzz.fuzz.external;

import org.jspecify.annotations.NullMarked;
