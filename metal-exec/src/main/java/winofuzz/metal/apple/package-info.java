/**
 * Kernels on Apple's GPUs: Metal.framework, driven through the Objective-C runtime.
 *
 * <p>{@link winofuzz.metal.apple.ObjectiveC} sends messages, each shape of them with a signature of
 * its own in {@link winofuzz.metal.apple.Messages}; {@link winofuzz.metal.apple.Gpu} is what is
 * said to Metal. Every object that {@code new} gave is an {@link winofuzz.metal.apple.Owned}; all
 * others live as long as the {@link winofuzz.metal.apple.AutoreleasePool} around them. Depends on
 * {@code winofuzz.metal}, {@code winofuzz.metal.msl}, {@code winofuzz.metal.launch} and JNA.
 */
@NullMarked
package winofuzz.metal.apple;

import org.jspecify.annotations.NullMarked;
