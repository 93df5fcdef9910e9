package io.chiral.networks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Weights and reference values beside the repository; tests that need them skip without. */
public final class SharedData {
  private SharedData() {}

  /** The path of {@code part} under the shared data, or a skipped test. */
  public static Path require(String part) {
    // Surefire runs a module's tests in the module's folder.
    Path path = Path.of("../../../shared/data", part);
    Path fromLinkedTree = Path.of("../../../../shared/data", part);
    Path found = Files.exists(path) ? path : fromLinkedTree;
    assumeTrue(Files.exists(found), "skipped: ../shared/data/" + part + " is not there");
    return found;
  }
}
