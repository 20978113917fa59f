package winofuzz.interpret;

import winofuzz.interpret.Values.Integers;

/**
 * Walks through arrays of one Java type, a row at a time: the loops of every arithmetic.
 *
 * <p>A row kernel sees contiguous runs only: an operand that is stepped through otherwise is laid
 * out in a scratch row first, so that kernels are plain loops that the JVM vectorizes.
 *
 * @param <T> the array type
 */
abstract class Rows<T> {
  /** A loop over a row: {@code r[ri + i] = f(a[ai + i], b[bi + i])} for i from 0 to n. */
  @FunctionalInterface
  interface Kernel<T> {
    void run(T r, int ri, T a, int ai, T b, int bi, int n);
  }

  /** As {@link Kernel}, with truth values for results. */
  @FunctionalInterface
  interface Comparison<T> {
    void run(long[] r, int ri, T a, int ai, T b, int bi, int n);
  }

  /** Brings new results into their type: wrapping, rounding, flushing. */
  @FunctionalInterface
  interface Settling<T> {
    void run(T r, int from, int n);
  }

  abstract T allocate(int size);

  /** {@code r[ri + i] = source[at + i * step]}. */
  abstract void collect(T source, int at, int step, T r, int ri, int n);

  /** {@code r[ri + i * step] = a[ai + i]}. */
  abstract void spread(T a, int ai, T r, int ri, int step, int n);

  /** {@code r[ri + i] = c[ci + i] != 0 ? a[ai + i] : b[bi + i]}. */
  abstract void choose(T r, int ri, long[] c, int ci, T a, int ai, T b, int bi, int n);

  /** Returns elements at indices; see {@link Arithmetic#gather}. */
  abstract T gather(long[] indices, T buffer, T outside);

  /** {@code r[indices[ii + i]] = a[ai + i]} where the index is not negative. */
  abstract void put(T r, long[] indices, int ii, T a, int ai, int n);

  /** One operand of a walk, row by row as a contiguous run of cells. */
  static final class Operand<T> {
    private final Rows<T> rows;
    private final int array;
    private final T source;
    private final int step;
    private int filledFrom = -1;
    private int filled;

    /** Where the run starts in {@link #cells}. */
    int from;

    /** The cells of the row. */
    final T cells;

    Operand(Rows<T> rows, Walk walk, int array, T source) {
      this.rows = rows;
      this.array = array;
      this.source = source;
      this.step = walk.step(array);
      this.cells = step == 1 ? source : rows.allocate(walk.rowLength());
    }

    /** Makes the row that the walk has come to available. */
    void row(Walk.Cursor row) {
      int at = row.at(array);
      int length = row.length();
      if (step == 1) {
        from = at;
      } else if (step != 0 || filledFrom != at || filled < length) {
        rows.collect(source, at, step, cells, 0, length);
        filledFrom = at;
        filled = length;
      }
    }
  }

  final T binary(int size, Walk walk, T a, T b, Kernel<T> kernel, Settling<T> settling) {
    T r = allocate(size);
    Operand<T> x = new Operand<>(this, walk, 1, a);
    Operand<T> y = new Operand<>(this, walk, 2, b);
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int n = row.length();
      x.row(row);
      y.row(row);
      kernel.run(r, row.at(0), x.cells, x.from, y.cells, y.from, n);
      settling.run(r, row.at(0), n);
    }
    return r;
  }

  /** Applies one kernel to the first two operands and another to the result and the third. */
  final T ternary(
      int size, Walk walk, T a, T b, T c, Kernel<T> first, Kernel<T> second, Settling<T> settling) {
    T r = allocate(size);
    Operand<T> x = new Operand<>(this, walk, 1, a);
    Operand<T> y = new Operand<>(this, walk, 2, b);
    Operand<T> z = new Operand<>(this, walk, 3, c);
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int n = row.length();
      x.row(row);
      y.row(row);
      z.row(row);
      first.run(r, row.at(0), x.cells, x.from, y.cells, y.from, n);
      second.run(r, row.at(0), r, row.at(0), z.cells, z.from, n);
      settling.run(r, row.at(0), n);
    }
    return r;
  }

  final T where(int size, Walk walk, Integers condition, T yes, T no) {
    T r = allocate(size);
    Operand<long[]> c = new Operand<>(LongRows.LONGS, walk, 1, condition.cells);
    Operand<T> x = new Operand<>(this, walk, 2, yes);
    Operand<T> y = new Operand<>(this, walk, 3, no);
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int n = row.length();
      c.row(row);
      x.row(row);
      y.row(row);
      choose(r, row.at(0), c.cells, c.from, x.cells, x.from, y.cells, y.from, n);
    }
    return r;
  }

  final long[] compare(int size, Walk walk, T a, T b, Comparison<T> comparison) {
    long[] r = new long[size];
    Operand<T> x = new Operand<>(this, walk, 1, a);
    Operand<T> y = new Operand<>(this, walk, 2, b);
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int n = row.length();
      x.row(row);
      y.row(row);
      comparison.run(r, row.at(0), x.cells, x.from, y.cells, y.from, n);
    }
    return r;
  }

  /** Folds into an array that holds the identity. */
  final void fold(T r, Walk walk, T a, Kernel<T> kernel, Settling<T> settling) {
    Operand<T> x = new Operand<>(this, walk, 1, a);
    int step = walk.step(0);
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int n = row.length();
      x.row(row);
      foldRow(r, row.at(0), step, x.cells, x.from, n, kernel, settling);
    }
  }

  /** Folds products into an array that holds the identity. */
  final void foldProducts(
      T r,
      Walk walk,
      T a,
      T b,
      Kernel<T> product,
      Settling<T> settlingProduct,
      Kernel<T> kernel,
      Settling<T> settling) {
    Operand<T> x = new Operand<>(this, walk, 1, a);
    Operand<T> y = new Operand<>(this, walk, 2, b);
    int step = walk.step(0);
    T products = allocate(walk.rowLength());
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int n = row.length();
      x.row(row);
      y.row(row);
      product.run(products, 0, x.cells, x.from, y.cells, y.from, n);
      settlingProduct.run(products, 0, n);
      foldRow(r, row.at(0), step, products, 0, n, kernel, settling);
    }
  }

  private void foldRow(
      T r, int at, int step, T a, int from, int n, Kernel<T> kernel, Settling<T> settling) {
    if (step == 1) {
      kernel.run(r, at, r, at, a, from, n);
      settling.run(r, at, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      int cell = at + i * step;
      kernel.run(r, cell, r, cell, a, from + i, 1);
      settling.run(r, cell, 1);
    }
  }

  final T copy(int size, Walk walk, T a) {
    T r = allocate(size);
    Operand<T> x = new Operand<>(this, walk, 1, a);
    int step = walk.step(0);
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int n = row.length();
      x.row(row);
      spread(x.cells, x.from, r, row.at(0), step, n);
    }
    return r;
  }

  /** See {@link Arithmetic#scatter}. */
  final void scatter(T r, Walk walk, long[] indices, T values) {
    Operand<long[]> i = new Operand<>(LongRows.LONGS, walk, 0, indices);
    Operand<T> v = new Operand<>(this, walk, 1, values);
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int n = row.length();
      i.row(row);
      v.row(row);
      put(r, i.cells, i.from, v.cells, v.from, n);
    }
  }
}
