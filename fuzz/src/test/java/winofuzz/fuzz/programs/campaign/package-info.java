/** Tests of campaigns over programs, with compilers that are wrong on purpose. */
@NullMarked
package winofuzz.fuzz.programs.campaign;

import org.jspecify.annotations.NullMarked;
