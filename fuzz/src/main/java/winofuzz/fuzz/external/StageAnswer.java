package winofuzz.fuzz.external;

import com.fasterxml.jackson.databind.JsonNode;
import winofuzz.ir.Stage;

/** What a compiler tells about a stage when it is asked for graphs. */
sealed interface StageAnswer {
  Stage stage();

  /**
   * It has a graph.
   *
   * @param document in the JSON form of graphs, as far as is known
   */
  record Graph(Stage stage, JsonNode document) implements StageAnswer {}

  /**
   * It has none.
   *
   * @param reason in words that do not depend on the case
   */
  record Unsupported(Stage stage, String reason) implements StageAnswer {}
}
