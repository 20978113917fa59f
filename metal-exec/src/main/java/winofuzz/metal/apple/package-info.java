/**
 * The device that runs kernels on Apple's GPUs: Metal.framework, driven through the Objective-C
 * runtime.
 *
 * <p>{@link winofuzz.metal.apple.ObjectiveC} sends messages, with one signature in {@link
 * winofuzz.metal.apple.Messages} for each shape of message; {@link winofuzz.metal.apple.Gpu} holds
 * the messages that Metal is sent. An object that {@code new} returned is an {@link
 * winofuzz.metal.apple.Owned}; every other object lives as long as the {@link
 * winofuzz.metal.apple.AutoreleasePool} around it. Native calls go through JNA.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.launch}, {@code
 * winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.apple;

import org.jspecify.annotations.NullMarked;
