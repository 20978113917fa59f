package winofuzz.fuzz.access;

import java.util.List;
import java.util.OptionalLong;

/**
 * What the threads of the first threadgroup touch when they execute an instruction for the first
 * time.
 *
 * @param site the instruction
 * @param elements the first element that each thread touches, empty for one that is not active; it
 *     touches as many as the site is wide
 */
public record FirstTouch(AccessSite site, List<OptionalLong> elements) {
  public FirstTouch {
    elements = List.copyOf(elements);
  }
}
