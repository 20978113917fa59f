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
      dilation-ignored-along-y algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      stride-ignored-along-x algebra cin=1,h=5,w=5,cout=1,pad=1/0/1/0,kernel=2,dilation=2,stride=2
      index-order algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      ungated-reads safety cin=1,h=1,w=2,cout=1,pad=1/2/2/0,inputs=real:22
      tiles-transposed algebra cin=1,h=1,w=1,cout=1,pad=1/2/1/2,inputs=real:76
      input-transform-sign algebra cin=1,h=1,w=1,cout=1,pad=1/2/2/1,inputs=real:76
      weight-transform-constant algebra cin=1,h=1,w=1,cout=1,pad=1/2/1/2,inputs=real:76
      output-transform-constant algebra cin=1,h=4,w=2,cout=1,pad=1,inputs=real:76
      weight-points-transposed algebra cin=1,h=1,w=1,cout=1,pad=1/2/1/2,inputs=real:76
      tiles-three-apart algebra cin=1,h=1,w=3,cout=1,pad=1/2/2/2,inputs=real:5
      first-gate-only safety cin=1,h=2,w=2,cout=1,pad=2/0/2/0,inputs=real:22
      output-transform-sign algebra cin=1,h=5,w=5,cout=1,pad=1,inputs=real:76
      a-tile-row-too-few algebra cin=1,h=5,w=5,cout=1,pad=1,inputs=real:76
      inlined-axes-exchanged algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      stored-axes-exchanged algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      kept-axes-reversed algebra cin=1,h=1,w=1,cout=1,pad=0/2/1/2,inputs=real:4496
      kernels-in-reverse algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      reduced-range-shared algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
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
      second-divisor-lost algebra cin=16,h=1,w=8,cout=8,kernel=1x1,dtype=float16,inputs=real:1
      scaled-bound-rounded-down algebra cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      remainder-of-remainder-lost algebra cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      rest-of-quotient-lost algebra cin=1,h=5,w=5,cout=1,pad=1,inputs=real:76
      recombined-scale-one-too-large algebra batch=2,cin=6,h=2,w=2,cout=2,pad=2,groups=2
      less-than-itself algebra cin=1,h=1,w=2,cout=1,pad=1/2/2/0,inputs=real:22
      second-multiple-lost algebra batch=2,cin=6,h=2,w=2,cout=2,pad=2,groups=2,inputs=real:36
      small-terms-shift-the-bound algebra cin=1,h=3,w=2,cout=1,pad=1,kernel=2,dilation=2,stride=2
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
      shift-one-too-far algebra cin=16,h=1,w=8,cout=8,kernel=1x1,dtype=float16,inputs=real:1
      mask-of-the-divisor algebra cin=16,h=1,w=8,cout=8,kernel=1x1,dtype=float16,inputs=real:1
      equal-to-the-bound algebra cin=4,h=9,w=9,cout=4,pad=1,inputs=real:3
      address-not-in-parentheses device cin=1,h=1,w=1,cout=1,pad=0/2/1/1,inputs=real:4496
      short-literals device cin=1,h=1,w=1,cout=1,pad=0/2/1/1,inputs=real:4496
      a-turn-too-many safety cin=2,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      half-variables device cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      a-turn-too-few device cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      sign-of-literals-lost device cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      mask-not-in-parentheses safety cin=8,h=1,w=8,cout=8,kernel=1x1,inputs=real:1
      below-is-at-most device cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      grid-transposed safety cin=4,h=3,w=2,cout=6,pad=0/0/0/1,groups=2,inputs=real:4496
      a-thread-too-few safety batch=2,cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      a-threadgroup-too-few safety cin=4,h=3,w=2,cout=6,pad=0/0/0/1,groups=2,inputs=real:4496
      binding-one-element-off device cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      negative-zero-lost device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:15
      saturates device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:4
      denormals-flushed device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:10
      matrix-products-unrounded device cin=8,h=1,w=8,cout=8,kernel=1x1,inputs=real:1
      half-denormals-flushed device cin=2,h=3,w=3,cout=1,pad=1,dtype=float16,inputs=real:1
      matrix-accumulator-last device cin=16,h=1,w=8,cout=8,kernel=1x1,inputs=real:1
      shift-rounds-up safety cin=16,h=1,w=8,cout=8,kernel=1x1,dtype=float16,inputs=real:1
      bool-of-lowest-bit device cin=1,h=5,w=5,cout=1,pad=1,inputs=real:76
      half-conversion-truncates device cin=16,h=4,w=4,cout=1,kernel=4x4,dtype=float16,inputs=real:1
      exact-long-loops algebra cin=1,h=4,w=4,cout=1,kernel=4x4,inputs=real:1
      exact-constants-rounded algebra cin=1,h=1,w=2,cout=1,pad=1/2/2/0,inputs=real:22
      exact-below-is-at-most algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      ieee-denormals-flushed device cin=2,h=2,w=2,cout=2,kernel=1x1,inputs=special:5
      ieee-negative-zero-lost device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:15
      ieee-contracts device cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      ieee-sums-of-three-round-once device cin=2,h=3,w=3,cout=1,pad=1,dtype=float16,inputs=real:1
      bound-of-one-factor cross-path cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      deep-half-matrices algebra cin=16,h=1,w=8,cout=8,kernel=1x1,dtype=float16,inputs=real:1
      fifth-launch-axis algebra batch=2,cin=4,h=6,w=6,cout=4,pad=1,groups=2,inputs=real:1
      one-beside-a-tile algebra cin=1,h=5,w=5,cout=1,pad=1,inputs=real:76
      stride-and-dilation-on-one-axis algebra cin=1,w=4,cout=1,pad=1,kernel=2,stride=2,dilation=2
      two-groups-and-dilation algebra cin=2,w=4,cout=2,groups=2,kernel=2,dilation=2
      volume-loses-a-term algebra cin=1,d=2,h=2,w=3,cout=1,kernel=2x2x2,inputs=real:1
      second-bfloat16-image algebra cin=2,h=3,w=3,cout=1,pad=1,dtype=bfloat16,batch=2,inputs=real:1
      padded-after-with-stride safety cin=1,w=4,cout=1,kernel=3,stride=2,pad=0/2,inputs=real:1
      several-options-on-one-axis algebra batch=2,cin=8,h=2,w=2,cout=1,kernel=1x1,inputs=real:1
      accumulators-in-half device cin=16,h=4,w=4,cout=1,kernel=4x4,dtype=float16,inputs=real:1
      products-not-rounded device cin=2,h=3,w=3,cout=1,pad=1,dtype=float16,inputs=real:1
      rounded-every-turn device cin=16,h=4,w=4,cout=1,kernel=4x4,dtype=float16,inputs=real:1
      constants-in-half device cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      fused-first-term device cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      bfloat16-truncated device cin=2,h=3,w=3,cout=1,pad=1,dtype=bfloat16,batch=2,inputs=real:1
      convolution-summed-in-half fire cin=2,h=3,w=3,cout=1,pad=1,dtype=float16,inputs=real:1
      kernel-sums-in-half none cin=16,h=4,w=4,cout=1,kernel=4x4,dtype=float16,inputs=real:1
      output-one-too-large algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      output-one-too-small algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      intermediate-one-too-small algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      intermediate-in-half lowering cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      launch-a-threadgroup-too-many safety cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      shared-memory-one-too-small algebra cin=1,h=4,w=4,cout=1,kernel=4x4,inputs=real:1
      padding-gate-too-wide algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      tile-gate-too-wide safety cin=1,h=1,w=2,cout=1,pad=1/2/2/0,inputs=real:22
      tile-gate-too-narrow algebra cin=1,h=1,w=2,cout=1,pad=1/2/2/0,inputs=real:22
      stored-twice safety cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      weight-for-activation device cin=1,h=1,w=2,cout=1,pad=1/2/2/0,inputs=real:22
      part-not-written safety cin=1,h=4,w=4,cout=1,kernel=4x4,inputs=real:1
      parts-in-one-place safety cin=1,h=4,w=4,cout=1,kernel=4x4,inputs=real:1
      accumulator-not-started safety cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      nan-swallowed device cin=2,h=3,w=3,cout=1,pad=1,inputs=special:3
      zero-times-anything device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:15
      half-clamped device cin=2,h=2,w=2,cout=2,kernel=1x1,dtype=float16,inputs=special:5
      infinity-loses-its-sign device cin=1,h=1,w=1,cout=1,kernel=1x1,inputs=special:4
      two-passes algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      two-rules algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      pass-and-text safety cin=2,h=3,w=6,cout=1,pad=0/0/0/1,inputs=real:4496
      switch-and-device algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
      gate-and-operation algebra cin=1,h=3,w=3,cout=1,pad=0/0/0/1,inputs=real:4496
      padding-and-arithmetic algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      padding-and-accumulator algebra cin=1,h=1,w=1,cout=1,pad=0/2/0/2,inputs=real:4496
      rule-and-interpreter algebra cin=1,h=2,w=2,cout=2,pad=1,inputs=real:76
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
