package winofuzz.fuzz.cli;

/**
 * What {@code exec} writes of each bundle as JSON.
 *
 * @param bundle its folder
 * @param passed whether its kernel did what was asked
 * @param unsupported whether it uses what the device does not support, so that nothing was run
 */
record BundleDocument(String bundle, boolean passed, boolean unsupported, String detail) {}
