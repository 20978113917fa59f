/** Tests of reading and writing files. */
@NullMarked
package winofuzz.fuzz.files;

import org.jspecify.annotations.NullMarked;
