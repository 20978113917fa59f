package winofuzz.fuzz.prove.shapes;

import java.util.List;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.ContentHash;
import winofuzz.fuzz.prove.PointRun;

/**
 * Kernels and what they come to at a point of the field.
 *
 * @param content of the kernels, their launches and the memories
 * @param launches in launch order
 */
record KernelRun(ContentHash content, List<LaunchShape> launches, PointRun run) {
  KernelRun {
    launches = List.copyOf(launches);
  }
}
