package winofuzz.fuzz.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.about.Glossary;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.equal.GraphEquality;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.selftest.PlantedDefects;
import winofuzz.interpret.Semantics;
import winofuzz.ir.Stage;

/** The known values of options: help lists them and a shell completes them. */
final class KnownValues {
  private KnownValues() {}

  /** Paths of the compiler of this project. */
  static final class PathNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return LoweringPath.BUILTIN.stream().map(LoweringPath::label).iterator();
    }
  }

  /** Words of {@code --defects}. */
  static final class DefectNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return KnownNames.defectWords().iterator();
    }
  }

  /** Names of targets. */
  static final class TargetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Target.values()).map(Target::label).iterator();
    }
  }

  /** Names of devices, here or not. */
  static final class DeviceNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(DeviceList.known().stream(), Stream.of("auto")).iterator();
    }
  }

  /** Names of devices that run kernels natively, here or not. */
  static final class TimedDeviceNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(
              DeviceList.known().stream().filter(name -> !name.equals("sim")),
              Stream.of("auto", "none"))
          .iterator();
    }
  }

  /** Names of the domains that campaigns draw from. */
  static final class DomainNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return InputDomain.drawn().stream().map(InputDomain::label).iterator();
    }
  }

  /** Names of the stages that are evaluated. */
  static final class StageNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Stage.values())
          .filter(stage -> stage != Stage.METAL)
          .map(Stage::label)
          .iterator();
    }
  }

  /** Names of semantics. */
  static final class SemanticsNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Semantics.values()).map(Semantics::label).iterator();
    }
  }

  /** Names of the semantics in which graphs are compared. */
  static final class ComparedSemanticsNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return GraphEquality.SEMANTICS.stream().map(Semantics::label).iterator();
    }
  }

  /** Names of planted defects, and of their kinds. */
  static final class PlantedNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return PlantedDefects.namesAndAreas().iterator();
    }
  }

  /** Shells that are completed. */
  static final class ShellNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(CompletionShell.values()).map(CompletionShell::label).iterator();
    }
  }

  /** Words of the glossary that are one word. */
  static final class GlossaryWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Glossary.load().words().stream().filter(word -> !word.contains(" ")).iterator();
    }
  }

  /** Ways to name a compiler. */
  static final class CompilerNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("builtin", "tinygrad:").iterator();
    }
  }
}
