package io.chiral.service.cli;

import io.chiral.service.config.ChiralConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chiral serve}: the service, until Ctrl-C or SIGTERM. */
@Command(name = "serve", description = "Run the service, or some of its roles.")
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings.")
  private @Nullable Path config;

  @Option(
      names = "--roles",
      paramLabel = "ROLES",
      description = "command,worker,reporting,gateway (default: all of them).")
  private @Nullable String roles;

  @Option(names = "--port", paramLabel = "N", description = "Short for --set http.port=N.")
  private @Nullable Integer port;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated.")
  private Map<String, String> settings = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> overrides = new HashMap<>(settings);
    if (roles != null) {
      overrides.put("roles", roles);
    }
    if (port != null) {
      overrides.put("http.port", port.toString());
    }
    ChiralConfig read = ChiralConfig.load(config, overrides);
    try (RunningService running = RunningService.start(read, spec.commandLine().getOut())) {
      running.awaitShutdown();
    }
    return 0;
  }
}
