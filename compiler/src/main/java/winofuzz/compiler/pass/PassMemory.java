package winofuzz.compiler.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleHits;
import winofuzz.ir.AxisRole;
import winofuzz.ir.NodeArena;
import winofuzz.ir.NodeLocal;
import winofuzz.ir.UOp;
import winofuzz.work.WorkMeter;

/**
 * What passes made in this arena, so that paths which have come to the same draft go on from there
 * together: those that leave a convolution to its definition are one from the start. What is given
 * again is counted again, applications of rules as well as work.
 *
 * <p>Outside of arenas nothing is remembered, as nothing would be forgotten. A rewriter that is
 * observed asks no memory.
 */
final class PassMemory {
  private static final NodeLocal<Map<Key, Made>> MADE = new NodeLocal<>(HashMap::new);

  private PassMemory() {}

  /**
   * What decides what a pass makes.
   *
   * @param pass its id
   * @param ofRequest what it reads of what is asked for
   * @param ofDraft what it is given
   */
  private record Key(String pass, @Nullable Object ofRequest, Object ofDraft) {
    static Key of(Pass pass, Draft draft) {
      return switch (draft) {
        case Draft.Start(LoweringRequest request) ->
            new Key(pass.id(), pass.reads().apply(request), List.of());
        case Draft.Whole whole ->
            new Key(pass.id(), pass.reads().apply(whole.request()), Graph.of(whole));
        case Draft.Kernels kernels -> new Key(pass.id(), null, new Same(kernels));
      };
    }
  }

  /** A draft that is one graph, whatever it was asked for by. */
  private record Graph(
      UOp sink,
      Map<UOp, String> inputs,
      Map<UOp, List<AxisRole>> roles,
      int ranges,
      boolean winograd) {
    static Graph of(Draft.Whole draft) {
      return new Graph(
          draft.sink(), draft.inputs(), draft.roles(), draft.ranges(), draft.winograd());
    }
  }

  /** This very draft: equal ones are one already, since the memory made them. */
  private record Same(Draft.Kernels draft) {
    @Override
    @SuppressWarnings("ReferenceEquality") // as it says
    public boolean equals(@Nullable Object object) {
      return object instanceof Same(Draft.Kernels other) && draft == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(draft);
    }
  }

  /**
   * What a pass made.
   *
   * @param hits the rules that it took, null where nobody counted
   * @param work units of work that it took
   */
  private record Made(Draft draft, @Nullable RuleHits hits, long work) {
    static Made by(Pass pass, Draft draft, Rewriter rewriter) {
      WorkMeter meter = NodeArena.meter();
      long before = meter.units();
      RuleHits hits = rewriter.hits() == null ? null : new RuleHits();
      Draft made =
          pass.step().apply(draft, hits == null ? rewriter : Rewriter.PLAIN.counting(hits));
      return new Made(made, hits, meter.units() - before);
    }
  }

  /** Returns the draft after a pass. */
  static Draft apply(Pass pass, Draft draft, Rewriter rewriter) {
    if (rewriter.isObserved() || !NodeArena.isOpen()) {
      return pass.step().apply(draft, rewriter);
    }
    Map<Key, Made> all = MADE.get();
    Key key = Key.of(pass, draft);
    Made made = all.get(key);
    if (made == null || (rewriter.hits() != null && made.hits == null)) {
      made = Made.by(pass, draft, rewriter);
      all.put(key, made);
    } else {
      NodeArena.meter().spend(made.work);
    }
    if (rewriter.hits() != null && made.hits != null) {
      rewriter.hits().add(made.hits);
    }
    return askedForBy(draft, made.draft);
  }

  private static Draft askedForBy(Draft before, Draft made) {
    if (!(made instanceof Draft.Whole whole)) {
      return made;
    }
    return switch (before) {
      case Draft.Start(LoweringRequest request) -> whole.askedFor(request);
      case Draft.Whole asked -> whole.askedFor(asked.request());
      case Draft.Kernels _ -> throw new AssertionError("no pass makes one graph of kernels");
    };
  }
}
