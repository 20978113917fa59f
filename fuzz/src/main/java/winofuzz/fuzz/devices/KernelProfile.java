package winofuzz.fuzz.devices;

import java.util.Set;
import java.util.stream.Collectors;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceException;
import winofuzz.metal.ElementType;
import winofuzz.number.BinaryFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.NumericProfile.MatrixAccumulation;

/**
 * What a device's profile comes to in the interpreter for kernels of the compiler, whose text
 * forbids contraction.
 */
public final class KernelProfile {
  private KernelProfile() {}

  /**
   * Probes a device.
   *
   * @throws DeviceException if it cannot be probed, or computes as the interpreter cannot
   */
  public static NumericProfile of(Device device) {
    winofuzz.metal.DeviceProfile probed = device.profile();
    Set<BinaryFormat> flushed =
        probed.flushed().stream().map(KernelProfile::format).collect(Collectors.toSet());
    MatrixAccumulation order =
        switch (probed.matrices()) {
          case ROUNDED_LEFT_FOLD -> MatrixAccumulation.ROUNDED_LEFT_FOLD;
          case FUSED_LEFT_FOLD -> MatrixAccumulation.FUSED_LEFT_FOLD;
          case PRODUCTS_FIRST -> MatrixAccumulation.PRODUCTS_FIRST;
          case UNKNOWN ->
              throw new DeviceException(
                  "device %s: expected 8x8 matrices to be added up in a known order, found another"
                      .formatted(device.name()));
        };
    return NumericProfile.STRICT.withFlushed(flushed).withMatrixAccumulation(order);
  }

  private static BinaryFormat format(ElementType type) {
    return switch (type) {
      case FLOAT32 -> BinaryFormat.FLOAT32;
      case FLOAT16 -> BinaryFormat.FLOAT16;
      case BFLOAT16 -> BinaryFormat.BFLOAT16;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL ->
          throw new AssertionError(type + " has no denormals");
    };
  }
}
