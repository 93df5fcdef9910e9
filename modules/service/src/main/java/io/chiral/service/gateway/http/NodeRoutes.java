package io.chiral.service.gateway.http;

import io.chiral.service.gateway.view.StudyView;
import java.util.Collection;
import java.util.List;

/** What this node knows apart from studies. */
final class NodeRoutes {

  private final StudyView view;
  private final List<DataSet> dataSets;
  private final Answers answers;

  NodeRoutes(StudyView view, Collection<String> dataSets, Answers answers) {
    this.view = view;
    this.dataSets = dataSets.stream().map(DataSet::new).toList();
    this.answers = answers;
  }

  List<Operation> operations() {
    return List.of(
        new Operation("listDataSets", rc -> answers.page(rc, dataSets, set -> set)),
        new Operation(
            "listRejections", rc -> answers.page(rc, view.rejections(), rejection -> rejection)));
  }

  /** A data set that commands may name. */
  private record DataSet(String id) {}
}
