package winofuzz.compiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import winofuzz.architecture.ModuleArchitecture;

/** The packages of the compiler depend on what they say, and it never sees devices. */
final class ArchitectureTest extends ModuleArchitecture {
  @Test
  void itKnowsNoDevice() {
    noClasses().should().dependOnClassesThat().resideInAPackage("winofuzz.metal..").check(CLASSES);
  }
}
