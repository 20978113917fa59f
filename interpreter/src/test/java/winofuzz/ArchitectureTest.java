package winofuzz;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each package depends on what its {@code package-info.java} says, and in no cycle. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("winofuzz");

  @TestFactory
  Stream<DynamicTest> packagesDependOnWhatTheySay() {
    return PackageContracts.read(Path.of("src/main/java")).entrySet().stream()
        .map(
            contract ->
                DynamicTest.dynamicTest(
                    contract.getKey(),
                    () -> rule(contract.getKey(), contract.getValue()).check(CLASSES)));
  }

  private static ArchRule rule(String name, Set<String> allowed) {
    return classes()
        .that(resideInAPackage(name))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("winofuzz..")
                .or(
                    describe(
                        "are in " + name + " or one of " + allowed,
                        (JavaClass used) ->
                            used.getPackageName().equals(name)
                                || allowed.contains(used.getPackageName()))));
  }

  @Test
  void aDependencyThatIsNotAllowedIsFound() {
    assertThrows(AssertionError.class, () -> rule("winofuzz.ir", Set.of()).check(CLASSES));
  }

  @Test
  void sentencesAreRead() {
    assertEquals(
        Set.of("winofuzz.a", "winofuzz.b.c"),
        PackageContracts.allowed(
            "winofuzz.x",
            """
            /**
             * Something.
             *
             * <p>May depend on {@code winofuzz.a}, {@code
             * winofuzz.b.c}.
             */
            package winofuzz.x;
            """));
    assertEquals(
        Set.of(),
        PackageContracts.allowed("winofuzz.x", "/** <p>May depend on nothing of this project. */"));
    assertThrows(
        AssertionError.class,
        () -> PackageContracts.allowed("winofuzz.x", "/** <p>May depend on anything. */"));
    assertThrows(AssertionError.class, () -> PackageContracts.allowed("winofuzz.x", ""));
  }

  @Test
  void noCycles() {
    slices().matching("winofuzz.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
