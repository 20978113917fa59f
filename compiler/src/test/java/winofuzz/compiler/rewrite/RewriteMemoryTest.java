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
    assertSame(UOp.index(3), memory.rewrite(SUM));
    int once = asked.get();
    assertSame(UOp.index(3), memory.rewrite(SUM));
    assertEquals(once, asked.get());
  }

  @Test
  void whatAnAnswerTookIsCountedEachTime() {
    memory.rewrite(SUM); // an answer that nobody counted
    RuleHits hits = new RuleHits();
    for (int times = 1; times <= 3; times++) {
      assertSame(UOp.index(3), hits.during(() -> memory.rewrite(SUM)));
      assertEquals(times, hits.of(rules, addZero));
    }
  }

  @Test
  void aLogThatMayRefuseIsAskedEachTime() {
    memory.rewrite(SUM);
    RewriteLog never = (pass, rule, before, after) -> false;
    assertSame(SUM, ScopedValue.where(RewriteLog.CURRENT, never).call(() -> memory.rewrite(SUM)));
  }

  @Test
  void countingDoesNotHideALogThatMayRefuse() {
    memory.rewrite(SUM);
    RuleHits hits = new RuleHits();
    RewriteLog never = (pass, rule, before, after) -> false;
    assertSame(
        SUM,
        ScopedValue.where(RewriteLog.CURRENT, never)
            .call(() -> hits.during(() -> memory.rewrite(SUM))));
    assertEquals(0, hits.of(rules, addZero));
    assertSame(UOp.index(3), hits.during(() -> memory.rewrite(SUM)));
  }

  @Test
  void countingDoesNotHideALogThatReplaces() {
    RuleHits hits = new RuleHits();
    RewriteLog four =
        new RewriteLog() {
          @Override
          public boolean allows(String pass, Rule<?> rule, UOp before, UOp after) {
            return true;
          }

          @Override
          public UOp replacement(String pass, Rule<?> rule, UOp before, UOp after) {
            return UOp.index(4);
          }
        };
    assertSame(
        UOp.index(4),
        ScopedValue.where(RewriteLog.CURRENT, four)
            .call(() -> hits.during(() -> memory.rewrite(SUM))));
    assertTrue(hits.of(rules, addZero) > 0);
    // Nothing of it is remembered.
    assertSame(UOp.index(3), memory.rewrite(SUM));
  }
}
