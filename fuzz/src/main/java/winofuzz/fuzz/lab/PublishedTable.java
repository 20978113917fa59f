package winofuzz.fuzz.lab;

import java.util.List;

/**
 * The table of grids that the first document shows: facts to compare with, never to answer from.
 */
final class PublishedTable {
  /**
   * A row of it.
   *
   * @param size height and width of the input
   * @param old the grid of OLD
   * @param hybrid the grid of what it calls NEW, which is HYBRID as published
   */
  record Row(int size, String old, String hybrid) {}

  static final List<Row> ROWS =
      List.of(
          new Row(24, "r_2_2_2", "r_2_2_2"),
          new Row(32, "r_6_6_8", "r_8_6_6"),
          new Row(40, "r_5_5_16", "r_5_5_2"),
          new Row(48, "r_2_3_3", "r_6_3_2"),
          new Row(64, "r_6_6_16", "r_16_6_6"));

  private PublishedTable() {}
}
