package winofuzz.compiler.symbolic;

import winofuzz.compiler.rewrite.RuleSet;

/**
 * The table of contents of simplification: which rules there are and in which order they are tried.
 * Each set contains the ones before it.
 */
public final class SymbolicRules {
  private SymbolicRules() {}

  private static final RuleSet<Object> FOLDING =
      RuleSet.join(
          "folding",
          IdentityRules.BOOLEAN,
          IdentityRules.SELF,
          ConstantRules.RULES,
          IdentityRules.BOOL_ARITHMETIC,
          IdentityRules.CANCELLATION,
          CastRules.REDUNDANT,
          WhereRules.DECIDED);

  /** Folding of constants and neutral elements: what needs a look at one or two nodes only. */
  public static final RuleSet<Object> SIMPLE =
      RuleSet.join(
          "simple folding",
          InvalidRules.PROPAGATION,
          IdentityRules.NEUTRAL,
          RecombinationRules.RULES,
          FOLDING);

  /**
   * {@link #SIMPLE} without the recombination of quotients with remainders: ranges are split by the
   * remainders that a kernel takes, also where they would go again.
   */
  public static final RuleSet<Object> SIMPLE_WITH_REMAINDERS =
      RuleSet.join(
          "folding with remainders", InvalidRules.PROPAGATION, IdentityRules.NEUTRAL, FOLDING);

  /** Folds real constants without keeping how they round. */
  public static final RuleSet<Object> EXACT_CONSTANTS = ConstantRules.EXACT;

  /** The canonical order of commuted indices. */
  public static final RuleSet<Object> COMMUTATIVE = TermRules.COMMUTATIVE;

  /** Picks of lanes, moved towards where the lanes were put together. */
  public static final RuleSet<Object> LANES = LaneRules.RULES;

  /** Index arithmetic: terms, bounds, comparisons, quotients, remainders. */
  public static final RuleSet<Object> SYMBOLIC =
      RuleSet.join(
          "symbolic",
          SIMPLE,
          COMMUTATIVE,
          TermRules.ABSORPTION,
          TermRules.COMBINE,
          WhereRules.FOLDING,
          BoundRules.RULES,
          TermRules.TWO_STAGE,
          ComparisonRules.SCALES,
          TermRules.CONSTANTS_LAST,
          ComparisonRules.FOLDING,
          DivModRules.RULES,
          CastRules.NARROWING,
          LANES);

  /** Also multiplies out, so that sums are flat. */
  public static final RuleSet<Object> FLAT =
      RuleSet.join("flat symbolic", SYMBOLIC, TermRules.DISTRIBUTION);

  /** Conditions of validity, each simplified by those before it, indices by their condition. */
  public static final RuleSet<Object> VALID = ValidRules.SIMPLIFICATION;

  /** Drops conditions that share no range with the index they gate. */
  public static final RuleSet<Object> DROP_UNRELATED = InvalidRules.UNRELATED;

  /** Moves choices between a load and zero to the load's index. */
  public static final RuleSet<Object> CHOICES_ONTO_LOADS = ValidRules.ONTO_LOADS;

  /** Takes ranges that the folded value does not depend on out of reductions. */
  public static final RuleSet<Object> UNUSED_RANGES = ReduceRules.UNUSED_RANGES;

  /** Everything: also vectors, accesses, reductions and the structure around them. */
  public static final RuleSet<Object> FULL =
      RuleSet.join(
          "full symbolic",
          FLAT,
          VALID,
          MemoryRules.TRIVIAL,
          VectorRules.RULES,
          RealRules.TO_BOOL,
          MemoryRules.ACCESSES,
          MemoryRules.FLATTENING,
          RealRules.RECIPROCALS,
          ReduceRules.RULES);
}
