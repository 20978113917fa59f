package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.List;

/** All orders of some items. */
final class Orders {
  private Orders() {}

  /** Returns every order; items that are equal count as different ones. */
  static <T> List<List<T>> of(List<T> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> result = new ArrayList<>();
    for (int first = 0; first < items.size(); first++) {
      List<T> rest = new ArrayList<>(items);
      T item = rest.remove(first);
      for (List<T> order : of(rest)) {
        List<T> whole = new ArrayList<>(List.of(item));
        whole.addAll(order);
        result.add(List.copyOf(whole));
      }
    }
    return result;
  }
}
