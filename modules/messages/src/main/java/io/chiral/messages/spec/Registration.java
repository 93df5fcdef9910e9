package io.chiral.messages.spec;

import java.util.List;
import java.util.Map;

/**
 * What a study was fixed to before its first run. Whatever differs later is exploratory.
 *
 * @param digest sha256 of the canonical grid, kin and weights together, in hex
 * @param kin who may not judge whom, of judges that are kin to anything
 * @param weights sha256 of the installed published weights that the study uses, by catalogue id
 */
public record Registration(String digest, List<Kin> kin, Map<String, String> weights) {

  public Registration {
    kin = List.copyOf(kin);
    weights = Map.copyOf(weights);
  }

  /**
   * A judge's kin.
   *
   * @param judge judge id
   * @param metrics ids of metrics that it may not judge
   * @param settings ids of settings that it may not judge, for their discriminator
   */
  public record Kin(String judge, List<String> metrics, List<String> settings) {
    public Kin {
      metrics = List.copyOf(metrics);
      settings = List.copyOf(settings);
    }
  }
}
