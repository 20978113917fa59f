package winofuzz.metal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages depend on what their package-info files say, and on nothing else. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("winofuzz");

  private static final String[] LIBRARIES = {"java..", "org.jspecify.."};

  private static String[] with(String... packages) {
    String[] all = new String[packages.length + LIBRARIES.length];
    System.arraycopy(packages, 0, all, 0, packages.length);
    System.arraycopy(LIBRARIES, 0, all, packages.length, LIBRARIES.length);
    return all;
  }

  @Test
  void theFrontEndStandsAlone() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal.msl")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("winofuzz.metal.msl"))
        .check(CLASSES);
  }

  @Test
  void theSimulatorSeesTheSeamAndTheFrontEnd() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal.sim")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            with(
                "winofuzz.metal.sim",
                "winofuzz.metal",
                "winofuzz.metal.msl",
                "winofuzz.metal.launch"))
        .check(CLASSES);
  }

  @Test
  void launchesSeeTheSeamAndTheFrontEnd() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal.launch")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("winofuzz.metal.launch", "winofuzz.metal", "winofuzz.metal.msl"))
        .check(CLASSES);
  }

  @Test
  void theTranslationSeesTheSeamAndTheFrontEnd() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal.cxx")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("winofuzz.metal.cxx", "winofuzz.metal", "winofuzz.metal.msl"))
        .check(CLASSES);
  }

  @Test
  void theHostSharesNothingWithTheSimulator() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal.host")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            with(
                "winofuzz.metal.host",
                "winofuzz.metal",
                "winofuzz.metal.msl",
                "winofuzz.metal.launch",
                "winofuzz.metal.cxx",
                "com.sun.jna.."))
        .check(CLASSES);
  }

  @Test
  void applesGpuSeesTheSeamAndTheFrontEnd() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal.apple")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            with(
                "winofuzz.metal.apple",
                "winofuzz.metal",
                "winofuzz.metal.msl",
                "winofuzz.metal.launch",
                "com.sun.jna.."))
        .check(CLASSES);
  }

  @Test
  void nvidiasGpuSharesNothingWithTheSimulator() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal.cuda")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            with(
                "winofuzz.metal.cuda",
                "winofuzz.metal",
                "winofuzz.metal.msl",
                "winofuzz.metal.launch",
                "winofuzz.metal.cxx",
                "com.sun.jna.."))
        .check(CLASSES);
  }

  @Test
  void devicesDoNotKnowThatTheyAreIsolated() {
    noClasses()
        .that()
        .resideOutsideOfPackages("winofuzz.metal.isolate")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("winofuzz.metal.isolate")
        .check(CLASSES);
  }

  @Test
  void theSeamSeesNoDevice() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("winofuzz.metal"))
        .check(CLASSES);
  }

  @Test
  void bundlesSeeOnlyTheSeam() {
    classes()
        .that()
        .resideInAPackage("winofuzz.metal.bundle")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            with("winofuzz.metal.bundle", "winofuzz.metal", "com.fasterxml.jackson.."))
        .check(CLASSES);
  }

  @Test
  void nothingKnowsGraphs() {
    noClasses()
        .that()
        .resideInAPackage("winofuzz.metal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("winofuzz.ir..", "winofuzz.interpret..", "winofuzz.compiler..")
        .check(CLASSES);
  }
}
