package io.chiral.service.gateway;

import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.service.gateway.view.Slots;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;

/** Topics in memory: records get the next offset of their topic's partition 0. */
@NullUnmarked
final class FakeSource implements ViewSource {

  private final Topics topics = Topics.standard();
  private final Map<String, Long> offsets = new HashMap<>();
  private final List<Object> before;
  private final List<MetricEvent> events = new ArrayList<>();
  private Context context;
  private StudyView view;

  FakeSource(List<Object> before) {
    this.before = before;
  }

  @Override
  public Future<String> clusterId() {
    return Future.succeededFuture("fake");
  }

  @Override
  public Future<Void> feed(Slots slots, StudyView fed) {
    context = Vertx.currentContext();
    view = fed;
    before.forEach(this::take);
    return Future.succeededFuture();
  }

  private void take(Object message) {
    String topic =
        message instanceof StudyView.ReportText
            ? topics.asymmetry()
            : MessageType.of((Record) message).topic(topics);
    long offset = offsets.merge(topic, 1L, Long::sum) - 1;
    view.apply(topic, 0, offset, message);
    if (message instanceof MetricEvent event) {
      events.add(event);
    }
  }

  /** Puts records on their topics; completes when the view has them. */
  Future<Void> put(Object... messages) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        go -> {
          List.of(messages).forEach(this::take);
          done.complete();
        });
    return done.future();
  }

  /** Two pages, the first with all but the last event. */
  @Override
  public Future<Void> replay(
      String study, AsOf until, Function<List<MetricEvent>, Future<Void>> taker) {
    List<MetricEvent> all = events.stream().filter(e -> e.study().equals(study)).toList();
    int last = all.size() - 1;
    return taker.apply(all.subList(0, last)).compose(v -> taker.apply(all.subList(last, last + 1)));
  }

  @Override
  public Future<Void> stop() {
    return Future.succeededFuture();
  }
}
