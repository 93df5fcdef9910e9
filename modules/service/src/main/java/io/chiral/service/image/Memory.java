package io.chiral.service.image;

import com.sun.management.OperatingSystemMXBean;
import io.chiral.imagery.Image;
import io.chiral.service.cli.UserException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** What this machine has. */
final class Memory {
  /** Float samples of the output twice, and its encoding. */
  private static final long HEAP_PER_SAMPLE = 12;

  private Memory() {}

  /** Half of the machine's or container's memory. */
  static long half() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / 2;
  }

  /**
   * @throws UserException if the output can't be held; says which flag helps
   */
  static void requireHeapFor(Path file, Image lr, int scale) {
    long needed = HEAP_PER_SAMPLE * 3 * lr.width() * lr.height() * scale * scale;
    if (needed > Runtime.getRuntime().maxMemory()) {
      throw new UserException(
          "%s: an output of %d×%d needs about %d MiB of heap; set CHIRAL_JAVA_OPTS=-Xmx%dm"
              .formatted(
                  file,
                  (long) scale * lr.width(),
                  (long) scale * lr.height(),
                  needed >> 20,
                  (needed >> 20) * 5 / 4));
    }
  }
}
