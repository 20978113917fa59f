package winofuzz.compiler;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What each package says that it may depend on is what it depends on, and nothing goes round. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("winofuzz.compiler");

  @Test
  void packagesDependOnWhatTheySay() {
    assertEquals(PackageContracts.read(Path.of("src/main/java")), dependencies());
  }

  @Test
  void noPackagesDependOnEachOther() {
    slices().matching("(winofuzz.compiler..)").should().beFreeOfCycles().check(CLASSES);
  }

  /** Returns the packages of this project that each package depends on. */
  private static Map<String, Set<String>> dependencies() {
    Map<String, Set<String>> result = new TreeMap<>();
    for (JavaClass origin : CLASSES) {
      String from = origin.getPackageName();
      Set<String> targets = result.computeIfAbsent(from, name -> new TreeSet<>());
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (to.startsWith("winofuzz.") && !to.equals(from)) {
          targets.add(to);
        }
      }
    }
    return result;
  }
}
