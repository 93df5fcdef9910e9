package io.chiral.service.gateway.live;

import io.chiral.messages.Codec;
import io.chiral.service.gateway.view.Item;
import io.chiral.service.gateway.view.Since;
import io.chiral.service.gateway.view.StudyView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renders what monitors have not seen. What many need in the same tick is rendered once. */
final class Renderer {

  /** A frame is closed when it is this long; one item may be longer. */
  private static final int FRAME_CHARACTERS = 64 * 1024;

  private final StudyView view;
  private final Codec codec;
  private final Map<Wanted, String> rendered = new HashMap<>();

  Renderer(StudyView view, Codec codec) {
    this.view = view;
    this.codec = codec;
  }

  /** Forgets what was rendered: a new tick begins. */
  void nextTick() {
    rendered.clear();
  }

  /** The next frame's worth of news. */
  Batch next(Subscription subscription, Cursor cursor) {
    List<String> lines = new ArrayList<>();
    int characters = 0;
    for (Item item : view.changedAfter(cursor.seen())) {
      if (subscription.wants(item) && item.hasNews(cursor.base())) {
        String line = line(item, cursor.base());
        lines.add(line);
        characters += line.length();
        if (characters >= FRAME_CHARACTERS && item.version() < view.version()) {
          return new Batch(lines, new Cursor(cursor.base(), item.version()), false);
        }
      }
    }
    return new Batch(lines, Cursor.upToDate(view.version()), true);
  }

  private String line(Item item, Since base) {
    return rendered.computeIfAbsent(
        new Wanted(item, base),
        wanted ->
            text(new Frame.Line(item.kind().wire(), item.study(), item.key(), item.value(base))));
  }

  String text(Object value) {
    return new String(codec.write(value), StandardCharsets.UTF_8);
  }

  /**
   * News.
   *
   * @param lines JSON of items
   * @param next how far the monitor is with them
   * @param last whether it is up to date then
   */
  record Batch(List<String> lines, Cursor next, boolean last) {}

  /** Items are the same only if they are the same object. */
  private record Wanted(Item item, Since base) {}
}
