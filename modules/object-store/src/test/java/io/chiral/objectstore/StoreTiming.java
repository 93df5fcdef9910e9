package io.chiral.objectstore;

import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DirectoryStore;
import io.chiral.training.checkpoint.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a checkpoint costs in a directory and on the S3 server of the tests, by hand: arguments are
 * repetitions, then the bytes of each file. Prints medians. See {@code load-tests/README.md}.
 */
final class StoreTiming {

  private StoreTiming() {}

  public static void main(String[] arguments) throws IOException {
    int times = Integer.parseInt(arguments[0]);
    int[] files = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    Path folder = Files.createTempDirectory("store-timing");
    try (S3Server server = new S3Server()) {
      time("directory", () -> new DirectoryStore(folder.resolve("store")), files, times);
      int[] process = {0};
      time(
          "S3",
          () ->
              new S3Store(
                  server.settings("timing"), folder.resolve("copies" + process[0]++), 1L << 40),
          files,
          times);
    } finally {
      remove(folder);
    }
  }

  private static void time(String name, Supplier<CheckpointStore> process, int[] files, int times) {
    double[] writing = new double[times];
    double[] opening = new double[times];
    CheckpointStore writer = process.get();
    writer.write(draft(0, files)); // what a first time costs is not asked
    for (int i = 0; i < times; i++) {
      Draft draft = draft(i + 1, files);
      long begin = System.nanoTime();
      String id = writer.write(draft).id();
      writing[i] = (System.nanoTime() - begin) / 1e6;
      CheckpointStore reader = process.get();
      begin = System.nanoTime();
      reader.open(id);
      opening[i] = (System.nanoTime() - begin) / 1e6;
      reader.close();
    }
    writer.close();
    System.out.printf(
        "%s: %d bytes in %d files: written in %.0f ms, opened elsewhere in %.0f ms (medians of %d)%n",
        name, Arrays.stream(files).sum(), files.length, median(writing), median(opening), times);
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }

  private static Draft draft(int step, int[] files) {
    TreeMap<String, Draft.Part> parts = new TreeMap<>();
    for (int file = 0; file < files.length; file++) {
      byte[] content = new byte[files[file]];
      new Random(31L * step + file).nextBytes(content);
      parts.put("part-%d.safetensors".formatted(file), out -> out.write(content));
    }
    return Drafts.of(step, parts);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }
}
