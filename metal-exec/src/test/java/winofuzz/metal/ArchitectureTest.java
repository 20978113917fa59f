package winofuzz.metal;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages depend on what their package-info files say, and on nothing else. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("winofuzz.metal");

  private static final SortedMap<String, Set<String>> CONTRACTS =
      PackageContracts.read(Path.of("src", "main", "java"));

  static Set<String> packages() {
    return CONTRACTS.keySet();
  }

  @Test
  void everyPackageHasAContract() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(c -> found.add(c.getPackageName()));
    assertEquals(found, new TreeSet<>(packages()));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void dependsOnWhatItsContractLists(String name) {
    Set<String> allowed = CONTRACTS.getOrDefault(name, Set.of());
    assertTrue(packages().containsAll(allowed), () -> name + " names an unknown package");
    List<String> all = new ArrayList<>(allowed);
    all.add(name);
    classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(all.toArray(new String[0]))
                .or(not(resideInAnyPackage("winofuzz.."))))
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles().check(CLASSES);
  }

  /** Every package as a slice of its own, the outermost too. */
  private static final class PackageSlices implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

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
}
