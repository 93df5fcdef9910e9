package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.distortion.ProxyBenchmark;
import io.chiral.training.ImpossibleException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Benchmarks by id: {@code proxy/SET} is the distortion ladder made from the images of the data set
 * {@code SET}, {@code proxy-kadid/SET} the one of KADID-10k's types; other ids are label tables of
 * people's opinions.
 *
 * @param dataSets where contents and tables come from
 */
public record Benchmarks(DataSets dataSets) {

  private static final String PROXY = "proxy/";
  private static final String KADID = "proxy-kadid/";

  /** Whether {@link #get} has one for it. */
  public boolean has(String id) {
    return dataSets.tables().containsKey(id) || (isProxy(id) && dataSets.has(contents(id)));
  }

  private static boolean isProxy(String id) {
    return id.startsWith(PROXY) || id.startsWith(KADID);
  }

  private static String contents(String proxy) {
    return proxy.substring(proxy.indexOf('/') + 1);
  }

  /** Every id, without the crops of proxies. */
  public SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>(dataSets.tables().keySet());
    for (String set : dataSets.ids()) {
      ids.add(PROXY + set);
      ids.add(KADID + set);
    }
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
    if (table != null) {
      return table;
    }
    ImageSet contents = dataSets.get(contents(id));
    return id.startsWith(KADID) ? ProxyBenchmark.kadid(contents) : ProxyBenchmark.of(contents);
  }
}
