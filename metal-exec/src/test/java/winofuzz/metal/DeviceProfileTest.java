package winofuzz.metal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.metal.agreement.NativeDevices;
import winofuzz.metal.apple.AppleGpus;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;

/** Probing a device finds out how it computes. */
final class DeviceProfileTest {

  static List<DeviceProfile> profiles() {
    List<DeviceProfile> profiles = new ArrayList<>();
    for (Set<ElementType> flushed :
        List.of(
            Set.<ElementType>of(),
            Set.of(ElementType.FLOAT16),
            DeviceProfile.APPLE_GPU.flushed(),
            Set.of(ElementType.FLOAT32, ElementType.FLOAT16, ElementType.BFLOAT16))) {
      for (boolean contract : new boolean[] {false, true}) {
        profiles.add(
            new DeviceProfile(flushed, contract, true, MatrixAccumulation.ROUNDED_LEFT_FOLD));
        profiles.add(
            new DeviceProfile(flushed, contract, false, MatrixAccumulation.PRODUCTS_FIRST));
        profiles.add(
            new DeviceProfile(flushed, contract, true, MatrixAccumulation.FUSED_LEFT_FOLD));
      }
    }
    return profiles;
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void aSimulatorIsFoundToComputeAsItWasAskedTo(DeviceProfile profile) {
    assertEquals(profile, new SimDevice(SimOptions.DEFAULT.withProfile(profile)).profile());
  }

  static Stream<Device> strictDevices() {
    return Stream.concat(NativeDevices.here().stream(), AppleGpus.standIn().stream());
  }

  @ParameterizedTest
  @MethodSource("strictDevices")
  void otherDevicesRoundEveryOperation(Device device) {
    assertEquals(DeviceProfile.STRICT, device.profile());
  }

  /** Runs no kernel in which a word is. */
  private static Device lacking(String word) {
    SimDevice sim = new SimDevice();
    return new Device() {
      @Override
      public String name() {
        return "old";
      }

      @Override
      public PreparedKernel prepare(String source, String kernel) {
        return source.contains(word)
            ? (_, _, _) -> new Outcome.Unsupported("no " + word)
            : sim.prepare(source, kernel);
      }
    };
  }

  @Test
  void whatADeviceLacksIsNotMadeUp() {
    assertEquals(MatrixAccumulation.UNKNOWN, lacking("simdgroup").profile().matrices());
    assertEquals(Set.of(), lacking("bfloat").profile().flushed());
    DeviceException e = assertThrows(DeviceException.class, () -> lacking("float").profile());
    assertEquals("device old does not support the probe", e.getMessage());
  }
}
