package io.chiral.service.gateway;

import io.chiral.service.gateway.scores.EventSource;
import io.chiral.service.gateway.view.Slots;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.Future;

/** Where a view's records come from; the gateway's boundary to Kafka. */
interface ViewSource extends EventSource {

  /** Names the log that offsets refer to. */
  Future<String> clusterId();

  /** Begins to apply records to the view, on the caller's context. */
  Future<Void> feed(Slots slots, StudyView view);

  /** Ends it. */
  Future<Void> stop();
}
