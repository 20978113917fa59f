package winofuzz.spark;

import winofuzz.architecture.ModuleArchitecture;

/** The package depends on what it says. */
final class SparkArchitectureTest extends ModuleArchitecture {}
