package winofuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.architecture.ModuleArchitecture;
import winofuzz.architecture.PackageContracts;

/** The packages of the interpreter depend on what they say; how that is read. */
final class ArchitectureTest extends ModuleArchitecture {

  @Test
  void sentencesAreRead() {
    assertEquals(
        Set.of("winofuzz.a", "winofuzz.b.c"),
        PackageContracts.sentence(
            "here",
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
        PackageContracts.sentence("here", "/** <p>May depend on nothing of this project. */"));
    assertThrows(
        AssertionError.class,
        () -> PackageContracts.sentence("here", "/** <p>May depend on anything. */"));
    assertThrows(AssertionError.class, () -> PackageContracts.sentence("here", ""));
  }

  @Test
  void dependenciesAreFound() {
    assertEquals(
        Set.of("winofuzz.number", "winofuzz.work"),
        PackageContracts.found(CLASSES).get("winofuzz.ir"));
  }
}
