package winofuzz.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What holds of the packages of every module. */
public abstract class ModuleArchitecture {
  /** The classes of the module, without its tests. */
  protected static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void packagesDependOnWhatTheySayAndOnNothingElse() {
    SortedMap<String, Set<String>> written =
        PackageContracts.written(Path.of("src", "main", "java"));
    SortedMap<String, Set<String>> found = PackageContracts.found(CLASSES);
    // Those that agree would bury the others in the message.
    Map<String, Set<String>> agreeing = new HashMap<>(written);
    agreeing.entrySet().retainAll(found.entrySet());
    written.keySet().removeAll(agreeing.keySet());
    found.keySet().removeAll(agreeing.keySet());
    assertEquals(written, found);
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
}
