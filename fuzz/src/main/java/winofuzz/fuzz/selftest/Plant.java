package winofuzz.fuzz.selftest;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import winofuzz.convolution.Defect;
import winofuzz.ir.UOp;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;

/** How a defect is planted. */
sealed interface Plant {

  /** Where, in a few words. */
  String place();

  /** A switch of the compiler. */
  record Switch(Defect defect) implements Plant {
    @Override
    public String place() {
      return "switch " + defect.label();
    }
  }

  /**
   * A rule that puts something else in place.
   *
   * @param pass the name of the rule set that it is applied as one of, or {@link #ANY_PASS}
   * @param rule its id
   * @param wrong what it puts in place, from the node it matched and the right replacement
   */
  record OfRule(String pass, String rule, BinaryOperator<UOp> wrong) implements Plant {
    static final String ANY_PASS = "any pass";

    @Override
    public String place() {
      return "rule " + rule + ", in " + pass;
    }

    boolean applies(String inPass, String applied) {
      return applied.equals(rule) && (pass.equals(ANY_PASS) || pass.equals(inPass));
    }
  }

  /**
   * A pass that leaves something else.
   *
   * @param pass its name
   * @param wrong what it leaves, from the right graph
   */
  record OfPass(String pass, UnaryOperator<UOp> wrong) implements Plant {
    @Override
    public String place() {
      return "pass " + pass;
    }
  }

  /**
   * A renderer that writes another text.
   *
   * @param wrong the text, from the right one
   */
  record OfText(UnaryOperator<String> wrong) implements Plant {
    @Override
    public String place() {
      return "kernel text";
    }
  }

  /**
   * A device that runs something else than it is told.
   *
   * @param wrong what it runs
   */
  record OfLaunch(UnaryOperator<Launch> wrong) implements Plant {
    @Override
    public String place() {
      return "launch";
    }
  }

  /**
   * A device that gives something else than what came out.
   *
   * @param wrong what it gives
   */
  record OfOutcome(UnaryOperator<Outcome> wrong) implements Plant {
    @Override
    public String place() {
      return "outcome";
    }
  }

  /** A simulator that computes otherwise than its profile says. */
  record OfArithmetic(DeviceProfile wrong) implements Plant {
    @Override
    public String place() {
      return "arithmetic";
    }
  }
}
