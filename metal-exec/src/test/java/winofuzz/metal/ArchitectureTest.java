package winofuzz.metal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.junit.jupiter.api.Test;
import winofuzz.architecture.ModuleArchitecture;

/** The packages depend on what they say; what runs everywhere needs no library. */
final class ArchitectureTest extends ModuleArchitecture {

  @Test
  void whatRunsEverywhereNeedsNoLibrary() {
    classes()
        .that()
        .resideInAnyPackage(
            "winofuzz.metal",
            "winofuzz.metal.cxx",
            "winofuzz.metal.launch",
            "winofuzz.metal.msl",
            "winofuzz.metal.sim..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "winofuzz.metal..")
        .check(CLASSES);
  }

  @Test
  void itSeesNeitherGraphsNorCompilers() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "com.sun..", "com.fasterxml.jackson..", "winofuzz.metal..")
        .check(CLASSES);
  }
}
