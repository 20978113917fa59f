package winofuzz.fuzz.selftest;

import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import winofuzz.compiler.pass.Draft;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
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
   * @param wrong what it leaves, from the right draft
   */
  record OfPass(String pass, UnaryOperator<Draft> wrong) implements Plant {
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
   * An interpreter that evaluates another program under one semantics.
   *
   * @param semantics the one under which it does
   * @param wrong the node that is evaluated in place of another one: from the node as it was, and
   *     the same on operands that have been replaced
   */
  record OfProgram(Semantics semantics, BinaryOperator<UOp> wrong) implements Plant {
    @Override
    public String place() {
      return "interpreter under " + semantics.label();
    }
  }

  /**
   * An interpreter that gives other values under one semantics.
   *
   * @param semantics the one under which it does
   * @param wrong the values that it gives, from the right ones
   */
  record OfValues(Semantics semantics, UnaryOperator<Values> wrong) implements Plant {
    @Override
    public String place() {
      return "interpreter under " + semantics.label();
    }
  }

  /**
   * A compiler that is wrong for some convolutions only.
   *
   * @param convolutions those that it is wrong for
   * @param plant what is wrong with it for these
   */
  record OnSome(Predicate<Convolution> convolutions, Plant plant) implements Plant {
    @Override
    public String place() {
      return plant.place();
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
