package io.chiral.service.worker;

import io.chiral.service.Service;
import io.chiral.service.config.ChiralConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** A service in a JVM of its own, to be killed without a word. */
final class ServiceProcess implements AutoCloseable {
  private static final String READY = "bootstrap ";

  private final Process process;
  private final String bootstrapServers;
  private final String gateway;
  private final String management;

  /**
   * @param said broker, gateway and management, apart by blanks
   */
  private ServiceProcess(Process process, String said) {
    String[] addresses = said.split(" ", -1);
    this.process = process;
    this.bootstrapServers = addresses[0];
    this.gateway = addresses[1];
    this.management = addresses[2];
  }

  /**
   * Returns when it says that it has started.
   *
   * @param options more of the JVM
   */
  static ServiceProcess start(Path folder, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx768m", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ServiceProcess.class.getName(), folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
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

  /** Base address of page and interface. */
  String gateway() {
    return gateway;
  }

  /** Base address of health and metrics. */
  String management() {
    return management;
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
    System.out.printf(
        "%s%s %s http://127.0.0.1:%d%n",
        READY, service.bootstrapServers(), service.address(), service.managementPort());
  }
}
