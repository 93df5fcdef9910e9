package io.chiral.service.weights;

import io.chiral.service.cli.GivenFile;
import io.chiral.service.cli.UserException;
import io.chiral.training.ImpossibleException;
import io.chiral.training.model.FreshNetwork;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chiral network …}: networks as files. */
@Command(name = "network", description = "Make networks as files.")
public final class NetworkCommand {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  NetworkCommand() {}

  @Command(name = "init", description = "Write a freshly initialised network as safetensors.")
  int init(
      @Option(
              names = "--name",
              required = true,
              description =
                  "swinir-lightweight and other configurations, a backbone's id, or"
                      + " vanilla-BACKBONE, patch-BACKBONE for a discriminator.")
          String name,
      @Option(names = "--scale", description = "Of a generator: 2, 3 or 4.")
          @Nullable Integer scale,
      @Option(names = "--seed", defaultValue = "0", description = "Equal seeds give equal files.")
          long seed,
      @Option(names = "--to", paramLabel = "FILE", required = true) Path to)
      throws IOException {
    try {
      long count = FreshNetwork.write(name, scale, seed, GivenFile.toWrite(to));
      spec.commandLine().getOut().printf("%s: %s, %d parameters%n", to, name, count);
      return 0;
    } catch (ImpossibleException e) {
      throw new UserException(String.valueOf(e.getMessage()), e);
    }
  }
}
