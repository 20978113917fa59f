package winofuzz.fuzz.cli;

import java.nio.file.Path;
import winofuzz.fuzz.oracle.Workbench;

/**
 * What every command works with.
 *
 * @param console where it reads and writes
 * @param workbench the engines
 * @param devices what runs kernels
 * @param home the folder of the project, which holds {@code corpus/}
 */
record Context(Console console, Workbench workbench, Devices devices, Path home) {}
