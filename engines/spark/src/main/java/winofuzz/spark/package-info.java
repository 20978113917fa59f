/**
 * Judges the cases of a campaign on the executors of Apache Spark. The driver draws cases, keeps
 * them and counts; a task of Spark asks a few questions in a row on an executor, which has one
 * judge for as long as it lives.
 *
 * <p>Start at {@link winofuzz.spark.SparkFleet}.
 *
 * <p>May depend on {@code winofuzz.fuzz.campaign}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.fleet}, {@code winofuzz.fuzz.oracle}.
 */
@NullMarked
package winofuzz.spark;

import org.jspecify.annotations.NullMarked;
