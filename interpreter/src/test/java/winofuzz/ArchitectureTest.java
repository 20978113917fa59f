package winofuzz;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the packages of this module may depend on: number and work, then ir, then interpret. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("winofuzz");

  @Test
  void numberThenIrThenInterpret() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("number")
        .definedBy("winofuzz.number..")
        .layer("ir")
        .definedBy("winofuzz.ir..")
        .layer("interpret")
        .definedBy("winofuzz.interpret..")
        .whereLayer("interpret")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("ir")
        .mayOnlyBeAccessedByLayers("interpret")
        .check(CLASSES);
  }

  @Test
  void noCycles() {
    slices().matching("winofuzz.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
