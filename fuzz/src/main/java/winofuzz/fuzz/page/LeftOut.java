package winofuzz.fuzz.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What was skipped or noted, with what that means.
 *
 * @param assertion its name
 * @param why in the words of the assertion
 * @param meaning for somebody who does not know these words; empty where they say it all
 */
record LeftOut(String assertion, String why, int times, String meaning) {
  /** What reasons mean, by how they begin. */
  private static final Map<String, String> MEANINGS = meanings();

  private static Map<String, String> meanings() {
    Map<String, String> result = new LinkedHashMap<>();
    result.put(
        "infinities and NaNs have no exact value",
        "Inputs of the domain special hold infinities or NaNs, which rational numbers do not have."
            + " The assertions on floats are asked of them.");
    result.put(
        "infinities and NaNs depend on the order",
        "A sum of infinities may be a NaN in one order and not in another, so two right paths may"
            + " differ.");
    result.put(
        "the path does not lower",
        "There is no kernel to judge. That it does not lower is a finding of its own.");
    result.put("the path it is held against does not lower", "There is nothing to compare with.");
    result.put(
        "what is read out of bounds has no value",
        "The result depends on what memory holds beyond a buffer. The read is a finding of its"
            + " own.");
    result.put(
        "the sums overflow",
        "An infinity comes up in one order of additions and not in another; no bound holds there.");
    result.put(
        "stages are asked for on some",
        "The stages of this compiler cost so much that one case in eight is asked for them.");
    result.put(
        "the compiler gives no stages", "The compiler shows kernels only, so these are judged.");
    result.put("the compiler does not tell", "Whether the rewrite was made is not known.");
    result.put("the kernels do not run", "The device does not take the kernels.");
    result.put(
        "not supported",
        "The compiler or the device does not offer what the case asks for. That is no mistake.");
    result.put("given up by the wall clock", "The case took longer than this machine allows.");
    result.put("given up for want of memory", "The case takes more memory than there is here.");
    result.put(
        "zeros differ in their sign",
        "Equal as numbers. The sign of a zero depends on the order of a sum, which differs between"
            + " paths by intent.");
    return result;
  }

  static List<LeftOut> of(SortedMap<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(
            entry -> {
              String[] parts = entry.getKey().split(": ", 2);
              String why = parts.length > 1 ? parts[1] : "";
              return new LeftOut(parts[0], why, entry.getValue(), meaning(why));
            })
        .toList();
  }

  private static String meaning(String why) {
    return MEANINGS.entrySet().stream()
        .filter(entry -> why.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
