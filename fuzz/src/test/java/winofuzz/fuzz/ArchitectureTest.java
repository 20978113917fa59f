package winofuzz.fuzz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import winofuzz.architecture.ModuleArchitecture;

/** The packages of the fuzzer depend on what they say; one adapter calls the compiler. */
final class ArchitectureTest extends ModuleArchitecture {

  @Test
  void oneAdapterAndThePlantedDefectsKnowTheCompiler() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "winofuzz.fuzz.engine", "winofuzz.fuzz.engine", "winofuzz.fuzz.selftest")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("winofuzz.compiler..")
        .check(CLASSES);
  }
}
