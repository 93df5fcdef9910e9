package io.chiral.training.slice;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.file.ImageFiles;
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
}
