package winofuzz.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

class RewriteMemoryTest {
  private static final UOp SUM = UOp.index(3).plus(0).plus(0);

  private final AtomicInteger asked = new AtomicInteger();
  private final Rule<Object> addZero =
      Rule.of(
          "x + 0 -> x",
          Pattern.op(Op.ADD),
          m -> {
            asked.incrementAndGet();
            return m.root().src(1).isConst(0) ? m.root().src(0) : null;
          });
  private final RuleSet<Object> rules = RuleSet.of("zeros", addZero);
  private final RewriteMemory memory = new RewriteMemory(rules);

  @Test
  void theSameQuestionIsAnsweredFromMemory() {
    assertSame(UOp.index(3), memory.rewrite(SUM, Rewriter.PLAIN));
    int once = asked.get();
    assertSame(UOp.index(3), memory.rewrite(SUM, Rewriter.PLAIN));
    assertEquals(once, asked.get());
  }

  @Test
  void whatAnAnswerTookIsCountedEachTime() {
    memory.rewrite(SUM, Rewriter.PLAIN); // an answer that nobody counted
    RuleHits hits = new RuleHits();
    for (int times = 1; times <= 3; times++) {
      assertSame(UOp.index(3), memory.rewrite(SUM, Rewriter.PLAIN.counting(hits)));
      assertEquals(times, hits.of(rules, addZero));
    }
  }

  @Test
  void anObserverThatMayRefuseIsAskedEachTime() {
    memory.rewrite(SUM, Rewriter.PLAIN);
    RewriteObserver never = (set, rule, before, after) -> false;
    assertSame(SUM, memory.rewrite(SUM, Rewriter.PLAIN.observedBy(never)));
  }

  @Test
  void countingDoesNotHideAnObserverThatMayRefuse() {
    memory.rewrite(SUM, Rewriter.PLAIN);
    RuleHits hits = new RuleHits();
    RewriteObserver never = (set, rule, before, after) -> false;
    assertSame(SUM, memory.rewrite(SUM, Rewriter.PLAIN.observedBy(never).counting(hits)));
    assertEquals(0, hits.of(rules, addZero));
    assertSame(UOp.index(3), memory.rewrite(SUM, Rewriter.PLAIN.counting(hits)));
  }

  @Test
  void countingDoesNotHideAnObserverThatReplaces() {
    RuleHits hits = new RuleHits();
    RewriteObserver four =
        new RewriteObserver() {
          @Override
          public boolean allows(String rules, Rule<?> rule, UOp before, UOp after) {
            return true;
          }

          @Override
          public UOp replacement(String rules, Rule<?> rule, UOp before, UOp after) {
            return UOp.index(4);
          }
        };
    assertSame(UOp.index(4), memory.rewrite(SUM, Rewriter.PLAIN.observedBy(four).counting(hits)));
    assertTrue(hits.of(rules, addZero) > 0);
    // Nothing of it is remembered.
    assertSame(UOp.index(3), memory.rewrite(SUM, Rewriter.PLAIN));
  }
}
