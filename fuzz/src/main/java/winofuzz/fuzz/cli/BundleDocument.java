package winofuzz.fuzz.cli;

/**
 * What {@code exec} writes of each bundle as JSON.
 *
 * @param bundle its folder
 * @param passed whether its kernel did what was asked
 */
record BundleDocument(String bundle, boolean passed, String detail) {}
