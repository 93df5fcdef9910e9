package io.chiral.service.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command line names, looked at before work is put into them. */
public final class GivenFile {

  private GivenFile() {}

  /**
   * One that is to be read.
   *
   * @throws UserException if it can't be; says why
   */
  public static Path toRead(Path file) {
    if (!Files.exists(file)) {
      throw new UserException("can't read %s: there is no such file".formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new UserException("can't read %s: it is a folder, name a file".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new UserException("can't read %s: no permission".formatted(file));
    }
    return file;
  }

  /**
   * One that is to be written, over what is there.
   *
   * @throws UserException if it can't be; says why
   */
  public static Path toWrite(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserException("can't write %s: it is a folder, name a file".formatted(file));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UserException(
          "can't write %s: there is no folder %s, make it first".formatted(file, folder));
    }
    if (!Files.isWritable(folder)) {
      throw new UserException(
          "can't write %s: no permission to write in %s".formatted(file, folder));
    }
    return file;
  }
}
