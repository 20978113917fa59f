package winofuzz.fuzz.selftest;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;

/**
 * A small case for each planted defect, and an assertion that is violated on it. A defect that a
 * campaign does not find is wrong all the same: its witness shows it.
 */
final class Witnesses {
  /** What stands for the assertion where none sees the defect; the kernels then give other bits. */
  static final String NONE = "none";

  /** In the order of {@link PlantedDefects#ALL}. */
  static final String TABLE =
      """
      pad-order lowering cin=1,h=1,w=2,cout=1,pad=0/2/0/1,inputs=real:4496
      ones-for-padding algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      first-row-is-padding algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/1,inputs=real:4496
      last-row-is-padding algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      weight-read-backwards algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      largest-for-sum algebra cin=2,h=3,w=2,cout=1,pad=0/0/0/1,inputs=real:4496
      index-order algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      ungated-reads safety cin=1,h=1,w=2,cout=1,pad=1/2/2/0,inputs=real:22
      tiles-transposed algebra cin=1,h=1,w=1,cout=1,pad=1/2/1/2,inputs=real:76
      input-transform-sign algebra cin=1,h=1,w=1,cout=1,pad=1/2/2/1,inputs=real:76
      weight-transform-constant algebra cin=1,h=1,w=1,cout=1,pad=1/2/1/2,inputs=real:76
      output-transform-constant algebra cin=1,h=4,w=2,cout=1,pad=1,inputs=real:76
      weight-points-transposed algebra cin=1,h=1,w=1,cout=1,pad=1/2/1/2,inputs=real:76
      tiles-three-apart algebra cin=1,h=1,w=3,cout=1,pad=1/2/2/2,inputs=real:5
      first-gate-only safety cin=1,h=2,w=2,cout=1,pad=2/0/2/0,inputs=real:22
      inlined-axes-exchanged algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      stored-axes-exchanged algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      kept-axes-reversed algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      constant-term-lost algebra cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      shifted-bound-too-high algebra cin=1,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      lifted-division-bound-too-low algebra cin=1,h=1,w=5,cout=1,pad=1/1/0/2,inputs=real:4806
      constants-divided-upwards algebra cin=1,h=1,w=5,cout=1,pad=1,inputs=real:19
      negated-choice-keeps-its-arms algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      double-counted-once algebra cin=1,h=2,w=3,cout=1,pad=0/1/2/2,inputs=real:12002
      product-of-constants-lost algebra cin=1,h=1,w=5,cout=1,pad=1,inputs=real:19
      factor-out-of-sum-lost algebra cin=1,h=1,w=1,cout=1,pad=1/2/1/2,inputs=real:15205
      half-negated algebra cin=1,h=1,w=1,cout=1,pad=2/1/1/2,inputs=real:5
      half-distributed algebra cin=1,h=2,w=2,cout=1,pad=1/0/0/1,inputs=real:76
      merged-reduction-short algebra cin=2,w=3,cout=1,kernel=3,inputs=real:105
      a-lane-too-few algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      a-term-too-few algebra cin=1,w=1,cout=1,pad=1/0,kernel=2,inputs=real:0
      group-of-fifteen algebra cin=1,h=4,w=4,cout=1,kernel=4x4,inputs=real:1
      matrix-lanes-permuted algebra cin=8,h=1,w=8,cout=8,kernel=1x1,inputs=real:1
      thread-axes-exchanged safety cin=2,h=3,w=6,cout=3,pad=0/0/0/1,inputs=real:4496
      barrier-missing safety cin=1,h=4,w=4,cout=1,kernel=4x4,inputs=real:1
      every-thread-goes-on safety cin=1,h=4,w=4,cout=1,kernel=4x4,inputs=real:1
      lane-of-neighbour algebra cin=1,h=1,w=1,cout=1,pad=1/0/0/1,kernel=2x2,inputs=real:0
      accumulator-starts-at-one algebra cin=2,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      accumulator-starts-anew algebra cin=2,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      result-before-loop algebra cin=2,h=3,w=2,cout=1,pad=0/0/0/1,inputs=real:4496
      index-in-four-bits algebra cin=1,h=3,w=6,cout=1,kernel=3x3,inputs=real:1
      negation-lost algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      difference-reversed algebra cin=1,h=3,w=3,cout=1,pad=0/0/0/1,inputs=real:4496
      not-below-excludes-equal algebra cin=2,h=1,w=3,cout=1,pad=0/2/2/2,inputs=real:5
      closed-gate-gives-one algebra cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      address-not-in-parentheses device cin=1,h=1,w=1,cout=1,pad=0/2/1/1,inputs=real:4496
      short-literals device cin=1,h=1,w=1,cout=1,pad=0/2/1/1,inputs=real:4496
      a-turn-too-many safety cin=2,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      half-variables device cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      grid-transposed safety cin=4,h=3,w=2,cout=6,pad=0/0/0/1,groups=2,inputs=real:4496
      a-thread-too-few safety batch=2,cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      a-threadgroup-too-few safety cin=4,h=3,w=2,cout=6,pad=0/0/0/1,groups=2,inputs=real:4496
      binding-one-element-off device cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      negative-zero-lost device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:15
      saturates device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:4
      denormals-flushed device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:10
      matrix-products-unrounded device cin=8,h=1,w=8,cout=8,kernel=1x1,inputs=real:1
      """;

  private static final Map<String, Witness> BY_NAME =
      TABLE.lines().map(Witnesses::parse).collect(Collectors.toMap(Witness::name, w -> w));

  private Witnesses() {}

  /**
   * A case on which a defect shows.
   *
   * @param name of the defect
   * @param assertion that is violated
   * @param subject the case
   */
  record Witness(String name, String assertion, ConvCase subject) {}

  private static Witness parse(String line) {
    String[] row = line.split("\\s+");
    return new Witness(row[0], row[1], CaseText.parse(row[2]));
  }

  /** Returns the witness of a defect; empty where none is known. */
  static Optional<Witness> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
