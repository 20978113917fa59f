package winofuzz.fuzz.prove.shapes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.ContentHash;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.Memory;

/**
 * What is digested, as bytes: a number as eight, the highest first; a text as the number of its
 * bytes in UTF-8, then these; a list as its length, then its elements.
 */
final class ShapeBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

  /** Returns the hash of kernels, in launch order, with their launches and memories. */
  static ContentHash of(BegunLowering.Kernels lowered) {
    ShapeBytes bytes = new ShapeBytes().number(lowered.kernels().size());
    for (CompiledKernel kernel : lowered.kernels()) {
      LaunchShape launch = LaunchShape.of(kernel);
      bytes.text(kernel.name()).text(kernel.source());
      bytes.numbers(launch.threadgroups()).numbers(launch.threads());
      bytes.texts(launch.axes() == null ? List.of() : launch.axes());
      bytes.numbers(kernel.arguments());
    }
    bytes.number(lowered.memories().size());
    for (Memory memory : lowered.memories()) {
      bytes.text(memory.name()).text(memory.dtype().toString()).number(memory.elements());
      bytes.text(memory.role().name());
    }
    return bytes.hash();
  }

  ShapeBytes number(long number) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  ShapeBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length).bytes.writeBytes(utf8);
    return this;
  }

  private ShapeBytes numbers(List<Integer> numbers) {
    number(numbers.size());
    numbers.forEach(this::number);
    return this;
  }

  private void texts(List<String> texts) {
    number(texts.size());
    texts.forEach(this::text);
  }

  /** Appends a hash as four numbers. */
  ShapeBytes hash(ContentHash hash) {
    return number(hash.first()).number(hash.second()).number(hash.third()).number(hash.fourth());
  }

  /** Appends the elements of an output. */
  ShapeBytes residues(Residues residues) {
    number(residues.size());
    for (int i = 0; i < residues.size(); i++) {
      number(residues.residueAt(i));
    }
    return this;
  }

  /** Returns the hash of all that was appended. */
  ContentHash hash() {
    return ContentHash.of(bytes.toByteArray());
  }
}
