package winofuzz.fuzz.page;

/** Files of the charting library, as its jar has them; the version is that of the build. */
final class WebLibraries {
  private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/";

  static final String UPLOT_SCRIPT = UPLOT + "uPlot.iife.min.js";
  static final String UPLOT_STYLES = UPLOT + "uPlot.min.css";

  private WebLibraries() {}
}
