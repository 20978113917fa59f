package winofuzz.metal.apple;

import java.util.List;

/**
 * The libraries in which the Objective-C runtime and Metal are, by the names that the loader knows
 * them by or by their paths.
 *
 * @param runtime gives {@code objc_msgSend} and Foundation's classes
 * @param metal gives {@code MTLCreateSystemDefaultDevice}
 * @param needed what else must be loaded
 */
record Frameworks(String runtime, String metal, List<String> needed) {

  /**
   * macOS's own. Without CoreGraphics a program that has no windows is given no default GPU.
   *
   * @see <a
   *     href="https://developer.apple.com/documentation/metal/1433401-mtlcreatesystemdefaultdevice">
   *     MTLCreateSystemDefaultDevice</a>
   */
  static final Frameworks OF_SYSTEM =
      new Frameworks("Foundation", "Metal", List.of("CoreGraphics"));
}
