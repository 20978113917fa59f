package winofuzz.bounds;

import java.util.List;

/** Something that holds between unknowns. Narrowing ranges by it removes no solution. */
sealed interface Relation {

  /** Narrows ranges to what the relation leaves. */
  void narrow(Ranges ranges);

  /** Returns the forms that it is between, what it defines apart. */
  List<LinearForm> operands();

  /** A form lies between two numbers, both included. */
  record Within(LinearForm form, long from, long to) implements Relation {
    @Override
    public void narrow(Ranges ranges) {
      ranges.narrow(form, from, to);
    }

    @Override
    public List<LinearForm> operands() {
      return List.of(form);
    }
  }

  /**
   * An unknown is a quotient by a positive constant.
   *
   * @param floors whether it is rounded towards negative infinity, as a shift is, and not to zero,
   *     as a division is
   */
  record Quotient(int result, LinearForm dividend, long divisor, boolean floors)
      implements Relation {
    @Override
    public void narrow(Ranges ranges) {
      ranges.narrow(result, divided(ranges.least(dividend)), divided(ranges.most(dividend)));
      if (ranges.isEmpty()) {
        return;
      }
      long least = ranges.least(result);
      long most = ranges.most(result);
      long from = Math.multiplyExact(least, divisor) - (floors || least > 0 ? 0 : divisor - 1);
      long to = Math.multiplyExact(most, divisor) + (floors || most >= 0 ? divisor - 1 : 0);
      ranges.narrow(dividend, from, to);
    }

    private long divided(long value) {
      return floors ? Math.floorDiv(value, divisor) : value / divisor;
    }

    @Override
    public List<LinearForm> operands() {
      return List.of(dividend);
    }
  }

  /** An unknown is a product. */
  record Product(int result, LinearForm left, LinearForm right) implements Relation {
    @Override
    public void narrow(Ranges ranges) {
      long a = Math.multiplyExact(ranges.least(left), ranges.least(right));
      long b = Math.multiplyExact(ranges.least(left), ranges.most(right));
      long c = Math.multiplyExact(ranges.most(left), ranges.least(right));
      long d = Math.multiplyExact(ranges.most(left), ranges.most(right));
      ranges.narrow(
          result,
          Math.min(Math.min(a, b), Math.min(c, d)),
          Math.max(Math.max(a, b), Math.max(c, d)));
    }

    @Override
    public List<LinearForm> operands() {
      return List.of(left, right);
    }
  }

  /** An unknown is the greater of two. */
  record Greater(int result, LinearForm left, LinearForm right) implements Relation {
    @Override
    public void narrow(Ranges ranges) {
      ranges.narrow(
          result,
          Math.max(ranges.least(left), ranges.least(right)),
          Math.max(ranges.most(left), ranges.most(right)));
      if (!ranges.isEmpty()) {
        ranges.narrow(left, -Ranges.UNBOUNDED, ranges.most(result));
      }
      if (!ranges.isEmpty()) {
        ranges.narrow(right, -Ranges.UNBOUNDED, ranges.most(result));
      }
    }

    @Override
    public List<LinearForm> operands() {
      return List.of(left, right);
    }
  }

  /** An unknown is one of two, as a truth value says. */
  record Alternative(int result, LinearForm condition, LinearForm yes, LinearForm no)
      implements Relation {
    @Override
    public void narrow(Ranges ranges) {
      if (ranges.least(condition) > 0) {
        equate(ranges, yes);
      } else if (ranges.most(condition) < 1) {
        equate(ranges, no);
      } else {
        ranges.narrow(
            result,
            Math.min(ranges.least(yes), ranges.least(no)),
            Math.max(ranges.most(yes), ranges.most(no)));
      }
    }

    private void equate(Ranges ranges, LinearForm other) {
      ranges.narrow(result, ranges.least(other), ranges.most(other));
      if (!ranges.isEmpty()) {
        ranges.narrow(LinearForm.of(result).plus(other, -1), 0, 0);
      }
    }

    @Override
    public List<LinearForm> operands() {
      return List.of(condition, yes, no);
    }
  }

  /** A truth value says whether a form lies between two numbers, both included. */
  record Truth(int result, LinearForm form, long from, long to) implements Relation {
    @Override
    public void narrow(Ranges ranges) {
      long least = ranges.least(form);
      long most = ranges.most(form);
      if (least >= from && most <= to) {
        ranges.narrow(result, 1, 1);
      } else if (least > to || most < from) {
        ranges.narrow(result, 0, 0);
      } else if (ranges.least(result) == 1) {
        ranges.narrow(form, from, to);
      } else if (ranges.most(result) == 0 && least >= from) {
        ranges.narrow(form, to + 1, Ranges.UNBOUNDED);
      } else if (ranges.most(result) == 0 && most <= to) {
        ranges.narrow(form, -Ranges.UNBOUNDED, from - 1);
      }
    }

    @Override
    public List<LinearForm> operands() {
      return List.of(form);
    }
  }

  /** A truth value says whether two others hold. */
  record Both(int result, LinearForm left, LinearForm right) implements Relation {
    @Override
    public void narrow(Ranges ranges) {
      ranges.narrow(
          result,
          Math.min(ranges.least(left), ranges.least(right)),
          Math.min(ranges.most(left), ranges.most(right)));
      if (ranges.isEmpty()) {
        return;
      }
      if (ranges.least(result) == 1) {
        ranges.narrow(left, 1, 1);
        if (!ranges.isEmpty()) {
          ranges.narrow(right, 1, 1);
        }
      } else if (ranges.most(result) == 0 && ranges.least(left) == 1) {
        ranges.narrow(right, 0, 0);
      } else if (ranges.most(result) == 0 && ranges.least(right) == 1) {
        ranges.narrow(left, 0, 0);
      }
    }

    @Override
    public List<LinearForm> operands() {
      return List.of(left, right);
    }
  }
}
