package winofuzz.fuzz.prove.shapes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lock.RunLock;

/**
 * The folder beside a certificate in which it comes about: its plan, and a file for each block that
 * is done. Each file is written whole, so that a process may be killed at any moment. It is held by
 * one process at a time, and deleted once the certificate is written.
 */
public final class UnfinishedCertificate implements AutoCloseable {
  private static final int FORMAT = 1;
  private static final String SUFFIX = ".unfinished";
  private static final String PLAN = "plan.json";

  private final Path file;
  private final Path folder;
  private @Nullable RunLock lock;

  private UnfinishedCertificate(Path file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  /**
   * Begins a certificate, or goes on with one of the same plan.
   *
   * @param file where it is to be written
   * @param messages receives a line for what is out of the ordinary
   * @throws BadInputException if there is a file already, or an unfinished certificate of another
   *     plan, or another process works on it
   */
  public static UnfinishedCertificate open(Path file, ShapePlan plan, Consumer<String> messages)
      throws IOException {
    if (InputFile.exists(file)) {
      throw new BadInputException(
          "--out: expected no file yet, found %s; bin/fuzz prove --verify checks a certificate"
              .formatted(file));
    }
    Path folder = file.resolveSibling(file.getFileName() + SUFFIX);
    UnfinishedCertificate result = new UnfinishedCertificate(file, folder);
    Files.createDirectories(folder);
    RunLock lock = RunLock.take(folder, messages);
    result.lock = lock;
    boolean isOpen = false;
    try {
      AtomicFiles.clear(folder);
      result.requirePlan(plan);
      isOpen = true;
      return result;
    } finally {
      if (!isOpen) {
        lock.close();
      }
    }
  }

  private void requirePlan(ShapePlan plan) throws IOException {
    Path planned = folder.resolve(PLAN);
    if (!InputFile.exists(planned)) {
      AtomicFiles.write(planned, Json.file(FORMAT, plan));
      return;
    }
    ShapePlan found = Json.readFile(planned, FORMAT, ShapePlan.class, ShapePlan::checked);
    if (!found.equals(plan)) {
      throw new BadInputException(
          "--out: expected %s to be of this build, these shapes and these options, found others;"
                  .formatted(folder)
              + " delete it to begin again");
    }
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  /**
   * Returns what is done.
   *
   * @param blocks of the plan
   * @throws BadInputException if a file is damaged
   */
  public Map<ShapeBlock, BlockProof> done(List<ShapeBlock> blocks) throws IOException {
    Map<ShapeBlock, BlockProof> result = new HashMap<>();
    for (ShapeBlock block : blocks) {
      Path part = part(block);
      if (InputFile.exists(part)) {
        BlockProof proof = Json.readFile(part, FORMAT, BlockProof.class, BlockProof::checked);
        if (!proof.block().equals(block)) {
          throw new BadInputException(part + ": expected " + block + ", found " + proof.block());
        }
        result.put(block, proof);
      }
    }
    return result;
  }

  private Path part(ShapeBlock block) {
    return folder.resolve("%d-%d.json".formatted(block.elements(), block.from()));
  }

  /** Keeps a block that is done. */
  public void keep(BlockProof proof) throws IOException {
    AtomicFiles.write(part(proof.block()), Json.file(FORMAT, proof));
  }

  /** Writes the certificate, then deletes the folder. */
  public void finish(Certificate certificate) throws IOException {
    certificate.write(file);
    close();
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder)) {
      listed.forEach(files::add);
    }
    for (Path each : files) {
      Files.delete(each);
    }
    Files.delete(folder);
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }
}
