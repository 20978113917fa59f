/**
 * Judges cases in other processes: what such a process is told, asked and answers, as JSON texts.
 * How these are carried is up to a {@link winofuzz.fuzz.fleet.FleetProvider}, which is no part of
 * this module.
 *
 * <p>Start at {@link winofuzz.fuzz.fleet.RemoteJudge}, which asks, and {@link
 * winofuzz.fuzz.fleet.JudgeDesk}, which answers.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.campaign}, {@code
 * winofuzz.fuzz.cases}, {@code winofuzz.fuzz.corpus}, {@code winofuzz.fuzz.devices}, {@code
 * winofuzz.fuzz.engine}, {@code winofuzz.fuzz.external}, {@code winofuzz.fuzz.finding}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.json}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.shrink}.
 */
@NullMarked
package winofuzz.fuzz.fleet;

import org.jspecify.annotations.NullMarked;
