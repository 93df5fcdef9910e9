package io.chiral.service.gateway.scores;

import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Where a study's events can be read again, from the first. */
public interface EventSource {

  /**
   * Gives all events that a report is folded from to {@code taker}, page by page in their order;
   * the next page is read when the taker's future has completed, and none after it has failed.
   *
   * @param study whose events
   * @param until how far the report was folded
   * @param taker called on the caller's context
   */
  Future<Void> replay(String study, AsOf until, Function<List<MetricEvent>, Future<Void>> taker);
}
