package io.chiral.service.cli;

import io.chiral.service.config.ChiralConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that works on this machine's files takes its configuration from. */
final class ConfigOptions {

  @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings.")
  private @Nullable Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated.")
  private Map<String, String> settings = new HashMap<>();

  @Option(
      names = "--data-sets",
      paramLabel = "ID=PATH",
      description = "Short for --set data-sets.ID=PATH; may be repeated.")
  private Map<String, String> dataSets = new HashMap<>();

  /** The configuration: file, environment, options. */
  ChiralConfig read() {
    Map<String, String> overrides = new HashMap<>(settings);
    dataSets.forEach((id, place) -> overrides.put("data-sets." + id, place));
    return ChiralConfig.load(file, overrides);
  }
}
