package io.chiral.service.gateway.http;

import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.weights.NeededWeights.Need;
import java.util.List;

/** Early word of what the command role will reject: this node's weights are every node's. */
record WeightsGuard(WeightsFolder folder) {

  /**
   * @throws ProblemException 422 if something is absent; says how to get it
   */
  void require(List<Need> needs) {
    List<Need> absent = needs.stream().filter(need -> !folder.has(need.id())).toList();
    if (!absent.isEmpty()) {
      throw Problem.of(
              "urn:chiral:problem:impossible",
              422,
              absent.get(0).whenAbsent(),
              absent.stream()
                  .map(need -> new Problem.Place(need.place(), need.whenAbsent()))
                  .toList())
          .exception();
    }
  }
}
