package io.chiral.training.slice;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.distortion.Distortion;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Data sets of small textures. */
final class Pictures {

  private Pictures() {}

  /** The catalogue with {@code tiny}: six images of 48×48 in a folder made under the directory. */
  static DataSets under(Path directory) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("pictures"));
    for (int seed = 0; seed < 6; seed++) {
      ImageFiles.writePng(DeadLeaves.render(48, 48, seed), folder.resolve(seed + ".png"));
    }
    return DataSets.builtIn().with("tiny", folder);
  }

  /**
   * The catalogue with {@code opinions} too: six textures of 40×40 with four strengths of noise
   * each, the opinion falling with the noise, and no references.
   */
  static DataSets withOpinions(Path directory) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("opinions"));
    StringBuilder table = new StringBuilder("image,source,mos\n");
    for (int seed = 0; seed < 6; seed++) {
      for (int level = 1; level <= 4; level++) {
        String name = "%d-%d.png".formatted(seed, level);
        CounterRandom random = new CounterRandom(seed, level);
        Image noisy = Distortion.NOISE.apply(DeadLeaves.render(40, 40, seed), level, random);
        ImageFiles.writePng(noisy, folder.resolve(name));
        table.append("%s,%d,%d\n".formatted(name, seed, 5 - level));
      }
    }
    Path file = Files.writeString(folder.resolve("table.csv"), table);
    return under(directory).with("opinions", file);
  }
}
