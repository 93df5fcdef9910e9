package io.chiral.service.image;

import io.chiral.service.cli.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** An image to be read and the PNG file to be made of it. */
record Target(Path in, Path out) {
  private static final String PNG = ".png";

  /**
   * A folder's images go to a folder, one image to a PNG file or into an existing folder.
   *
   * @param skipped gets a line for each file that looks like an image and is none
   * @throws UserException if there is nothing to read, or an input would be overwritten
   */
  static List<Target> of(Path in, Path out, List<String> skipped) {
    boolean folder = Files.isDirectory(in) || Files.isDirectory(out);
    if (Files.isDirectory(in) && Files.isRegularFile(out)) {
      throw new UserException(
          "%s is a folder, so OUT is one, too; %s is a file".formatted(in, out));
    }
    if (!folder && !out.toString().toLowerCase(Locale.ROOT).endsWith(PNG)) {
      throw new UserException("only PNG is written: OUT is a .png file or a folder, got " + out);
    }
    List<Target> targets =
        Pairs.byName(in, skipped).entrySet().stream()
            .map(
                image ->
                    new Target(image.getValue(), folder ? out.resolve(image.getKey() + PNG) : out))
            .toList();
    for (Target target : targets) {
      if (target
          .in()
          .toAbsolutePath()
          .normalize()
          .equals(target.out().toAbsolutePath().normalize())) {
        throw new UserException(
            "%s would be overwritten; choose another OUT".formatted(target.in()));
      }
    }
    return targets;
  }
}
