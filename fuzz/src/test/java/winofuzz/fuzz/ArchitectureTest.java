package winofuzz.fuzz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import winofuzz.architecture.ModuleArchitecture;

/** The packages of the fuzzer depend on what they say; one adapter calls the compiler. */
final class ArchitectureTest extends ModuleArchitecture {

  @Test
  void theCompilerIsKnownToItsAdapterToThePlantedDefectsAndWhereItsRulesAreJudged() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "winofuzz.fuzz.engine", "winofuzz.fuzz.rules", "winofuzz.fuzz.selftest")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("winofuzz.compiler..")
        .check(CLASSES);
  }

  /** Of all modules, as this one sees them all. */
  @Test
  void oneNameStandsForOneThing() {
    Map<String, List<String>> packages =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("winofuzz")
                .stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .collect(
                    Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
    packages.values().removeIf(where -> where.size() == 1);
    assertEquals(Map.of(), packages);
  }
}
