package io.chiral.service.gateway.http;

import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.gateway.view.StudyView;
import io.chiral.service.weights.Listed;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;

/** What this node knows apart from studies. */
final class NodeRoutes {

  private final Vertx vertx;
  private final StudyView view;
  private final WeightsFolder weights;
  private final List<DataSet> dataSets;
  private final Answers answers;

  NodeRoutes(
      Vertx vertx,
      StudyView view,
      Collection<String> dataSets,
      WeightsFolder weights,
      Answers answers) {
    this.vertx = vertx;
    this.view = view;
    this.weights = weights;
    this.dataSets = dataSets.stream().map(DataSet::new).toList();
    this.answers = answers;
  }

  List<Operation> operations() {
    return List.of(
        new Operation("listDataSets", rc -> answers.page(rc, dataSets, set -> set)),
        new Operation("listWeights", this::weights),
        new Operation(
            "listRejections", rc -> answers.page(rc, view.rejections(), rejection -> rejection)));
  }

  /** Looks into the folder, so not on the event loop. */
  private void weights(RoutingContext rc) {
    vertx
        .executeBlocking(() -> Listed.all(weights))
        .onSuccess(listed -> answers.page(rc, listed, entry -> entry))
        .onFailure(rc::fail);
  }

  /** A data set that commands may name. */
  private record DataSet(String id) {}
}
