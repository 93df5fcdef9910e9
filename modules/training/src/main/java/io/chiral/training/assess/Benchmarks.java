package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.distortion.ProxyBenchmark;
import io.chiral.training.ImpossibleException;

/**
 * Benchmarks by id: {@code proxy/SET} is the distortion ladder made from the images of the data set
 * {@code SET}.
 *
 * @param dataSets where contents come from
 */
public record Benchmarks(DataSets dataSets) {

  private static final String PROXY = "proxy/";

  /** Whether {@link #get} has one for it. */
  public boolean has(String id) {
    return id.startsWith(PROXY) && dataSets.has(id.substring(PROXY.length()));
  }

  /**
   * The benchmark of that id.
   *
   * @throws ImpossibleException if there is none
   */
  public Benchmark get(String id) {
    if (!has(id)) {
      throw new ImpossibleException(
          "unknown benchmark \"%s\"; known are %sSET for the data sets %s"
              .formatted(id, PROXY, String.join(", ", dataSets.ids())));
    }
    return ProxyBenchmark.of(dataSets.get(id.substring(PROXY.length())));
  }
}
