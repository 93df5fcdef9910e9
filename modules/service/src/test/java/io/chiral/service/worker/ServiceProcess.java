package io.chiral.service.worker;

import io.chiral.service.Service;
import io.chiral.service.config.ChiralConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** A service in a JVM of its own, to be killed without a word. */
final class ServiceProcess implements AutoCloseable {
  private static final String READY = "bootstrap ";

  private final Process process;
  private final String bootstrapServers;

  private ServiceProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static ServiceProcess start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                ServiceProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("the service's process ended before it was ready");
    }
    return new ServiceProcess(process, line.substring(READY.length()));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Settings of the service under test, here and there. */
  static ChiralConfig config(Path folder) {
    return ChiralConfig.load(
        null,
        Map.of(
            "data.dir", folder.toString(),
            "http.port", "0",
            "management.port", "0",
            "worker.id", "w",
            "worker.threads", "1"));
  }

  public static void main(String[] arguments) throws ExecutionException, InterruptedException {
    Service service =
        Service.start(config(Path.of(arguments[0])))
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    System.out.println(READY + service.bootstrapServers());
  }
}
