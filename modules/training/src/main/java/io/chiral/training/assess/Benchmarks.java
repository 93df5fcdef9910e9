package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.distortion.ProxyBenchmark;
import io.chiral.training.ImpossibleException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Benchmarks by id: {@code proxy/SET} is the distortion ladder made from the images of the data set
 * {@code SET}; other ids are label tables of people's opinions.
 *
 * @param dataSets where contents and tables come from
 */
public record Benchmarks(DataSets dataSets) {

  private static final String PROXY = "proxy/";

  /** Whether {@link #get} has one for it. */
  public boolean has(String id) {
    return dataSets.tables().containsKey(id)
        || (id.startsWith(PROXY) && dataSets.has(id.substring(PROXY.length())));
  }

  /** Every id, without the crops of proxies. */
  public SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>(dataSets.tables().keySet());
    dataSets.ids().forEach(set -> ids.add(PROXY + set));
    return ids;
  }

  /**
   * The benchmark of that id.
   *
   * @throws ImpossibleException if there is none
   */
  public Benchmark get(String id) {
    if (!has(id)) {
      throw new ImpossibleException(
          "unknown benchmark \"%s\"; known are %s".formatted(id, String.join(", ", ids())));
    }
    Benchmark table = dataSets.tables().get(id);
    return table == null ? ProxyBenchmark.of(dataSets.get(id.substring(PROXY.length()))) : table;
  }
}
