package io.chiral.load.crash;

import io.chiral.broker.BrokerOptions;
import io.chiral.broker.ChildBroker;
import io.chiral.broker.EmbeddedBroker;
import io.chiral.testkit.Cable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One embedded broker as a child process; each worker's way to it is a cable that can be cut. */
final class LoneBroker implements Brokers {
  private final BrokerOptions options;
  private final Map<String, Cable> cables = new HashMap<>();
  private ChildBroker broker;

  /**
   * @param folder of its data
   * @param port that is free whenever it starts
   * @param cablePorts the same for the listener of each worker
   */
  LoneBroker(Path folder, int port, Map<String, Integer> cablePorts) {
    Map<String, String> listeners = new HashMap<>();
    cablePorts.forEach(
        (worker, cablePort) -> {
          Cable cable = Cable.to(cablePort);
          cables.put(worker, cable);
          String name = "CABLE" + cables.size();
          cable
              .listener(name)
              .forEach((key, value) -> listeners.merge(key, value, (a, b) -> a + "," + b));
        });
    options = new BrokerOptions(folder, port, listeners);
    broker = EmbeddedBroker.childProcess(options);
  }

  @Override
  public void start() {
    broker.start();
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + options.port();
  }

  @Override
  public String bootstrapServers(String member) {
    Cable cable = cables.get(member);
    return cable == null ? bootstrapServers() : cable.bootstrapServers();
  }

  @Override
  public List<Long> pids() {
    return List.of(broker.pid());
  }

  @Override
  public void strike(Blow blow) {
    switch (blow.kind()) {
      case FREEZE -> Signals.freeze(broker.pid(), Plan.FROZEN);
      case PARTITION -> {
        Cable cable = Objects.requireNonNull(cables.get(blow.victim()));
        cable.cut();
        CompletableFuture.delayedExecutor(Plan.FROZEN.toSeconds(), TimeUnit.SECONDS)
            .execute(cable::mend);
      }
      case KILL -> {
        broker.kill();
        startNext();
      }
      case STOP -> {
        broker.close();
        startNext();
      }
      case CLOCK -> throw new IllegalArgumentException(blow.toString());
    }
  }

  private void startNext() {
    broker = EmbeddedBroker.childProcess(options);
    broker.start();
  }

  @Override
  public void close() {
    broker.kill();
    for (Cable cable : cables.values()) {
      try {
        cable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
