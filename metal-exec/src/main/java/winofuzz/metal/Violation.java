package winofuzz.metal;

import org.jspecify.annotations.Nullable;

/**
 * A violation of a check: what happened, where, and by which thread.
 *
 * @param line of the kernel's text, from 1; 0 when no line is to blame
 * @param threadgroup position of the thread's threadgroup in the grid
 * @param thread position of the thread in its threadgroup
 * @param place the memory concerned, null when none is
 * @param other the access that it is in conflict with, null when there is none
 */
public record Violation(
    Kind kind,
    String kernel,
    int line,
    Extent threadgroup,
    Extent thread,
    @Nullable Place place,
    @Nullable Access other) {

  /** A violation by one thread alone. */
  public Violation(
      Kind kind,
      String kernel,
      int line,
      Extent threadgroup,
      Extent thread,
      @Nullable Place place) {
    this(kind, kernel, line, threadgroup, thread, place, null);
  }

  /** What happened. */
  public enum Kind {
    READ_OUT_OF_BOUNDS(Check.BOUNDS, "read out of bounds"),
    WRITE_OUT_OF_BOUNDS(Check.BOUNDS, "write out of bounds"),
    WRITE_TO_INPUT(Check.BOUNDS, "write to an input buffer"),
    UNWRITTEN_READ(Check.UNWRITTEN_READ, "read of what was never written"),
    SECOND_WRITE(Check.WRITE_ONCE, "second write"),
    NEVER_WRITTEN(Check.WRITE_ONCE, "never written"),
    RACE_IN_THREADGROUP(Check.RACE, "race within a threadgroup"),
    RACE_BETWEEN_THREADGROUPS(Check.RACE, "race between threadgroups"),
    RACE_OF_EQUAL_VALUES(Check.RACE, "race of writes whose values are equal"),
    ORDER_OF_ATOMICS(Check.ATOMIC_ORDER, "atomics whose result depends on the order of threads"),
    DIVERGENT_BARRIER(Check.CONVERGENCE, "barrier that not all threads reach"),
    DIVERGENT_SIMDGROUP(Check.CONVERGENCE, "simdgroup operation that not all threads reach"),
    DIVISION_BY_ZERO(Check.DIVISION, "integer division by zero"),
    DIVISION_OVERFLOW(Check.DIVISION, "integer division of the least value by -1"),
    CONVERSION_RANGE(Check.CONVERSION, "float out of the range of the integer that it becomes"),
    SHIFT_RANGE(Check.SHIFT, "shift by less than 0 or by the type's width or more"),
    ENDLESS_LOOP(Check.TERMINATION, "loop that does not end within the steps that a run has"),
    MISALIGNED(Check.ALIGNMENT, "misaligned vector"),
    TOO_MANY_THREADS(Check.LAUNCH_LIMITS, "too many threads in a threadgroup"),
    TOO_MUCH_THREADGROUP_MEMORY(Check.LAUNCH_LIMITS, "too much threadgroup memory");

    private final Check check;
    private final String description;

    Kind(Check check, String description) {
      this.check = check;
      this.description = description;
    }

    /** Returns the check that reports it. */
    public Check check() {
      return check;
    }

    public String description() {
      return description;
    }

    /** Returns whether a run that shows it, and nothing worse, is still as good as any. */
    public boolean isWarning() {
      return this == RACE_OF_EQUAL_VALUES;
    }
  }

  /**
   * An element of a buffer or array.
   *
   * @param name as the kernel declares it
   * @param buffer the buffer's index, or -1 for threadgroup memory and local arrays
   * @param element the element concerned, in scalars of the declared type; for a limit, what was
   *     found
   * @param length how many there are; for a limit, how many there may be
   */
  public record Place(String name, int buffer, long element, long length) {
    @Override
    public String toString() {
      String which = buffer < 0 ? name : name + " (buffer " + buffer + ")";
      return which + " at element " + element + " of " + length;
    }
  }

  /**
   * What another thread did to the same element.
   *
   * @param line of the kernel's text, from 1
   * @param threadgroup position of the thread's threadgroup in the grid
   * @param thread position of the thread in its threadgroup
   */
  public record Access(AccessKind kind, int line, Extent threadgroup, Extent thread) {
    @Override
    public String toString() {
      return "the %s in line %d by threadgroup %s, thread %s"
          .formatted(kind.description(), line, threadgroup, thread);
    }
  }

  private String where(Place at) {
    return kind.check() == Check.LAUNCH_LIMITS
        ? "%d %s, at most %d".formatted(at.element(), at.name(), at.length())
        : at.toString();
  }

  /** One line that says it all. */
  @Override
  public String toString() {
    String where = place == null ? "" : ": " + where(place);
    String text = line == 0 ? "" : ", line " + line;
    String with = other == null ? "" : ", with " + other;
    return "kernel %s%s: %s%s, threadgroup %s, thread %s%s"
        .formatted(kernel, text, kind.description(), where, threadgroup, thread, with);
  }
}
