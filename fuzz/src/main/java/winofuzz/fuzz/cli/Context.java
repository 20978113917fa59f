package winofuzz.fuzz.cli;

import java.nio.file.Path;
import winofuzz.fuzz.lowering.CompilerUnderTest;

/**
 * What every command works with.
 *
 * @param console where it reads and writes
 * @param compiler the compiler under test
 * @param devices what runs kernels
 * @param home the folder of the project, which holds {@code corpus/}
 */
record Context(Console console, CompilerUnderTest compiler, Devices devices, Path home) {}
