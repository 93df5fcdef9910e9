package io.chiral.service.gateway.live;

import io.chiral.service.gateway.view.Offsets;
import io.chiral.service.gateway.view.Since;
import io.chiral.service.gateway.view.StudyView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. It remembers only how far its monitor is: while the socket takes no more, nothing
 * is queued, and what changed meanwhile goes out once, in its latest state. Confined to the view's
 * event loop.
 */
final class Monitor {

  private static final Logger log = LoggerFactory.getLogger(Monitor.class);
  private static final Duration SUBSCRIBE_WITHIN = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration PING = Duration.ofSeconds(15);
  private static final int WRITE_QUEUE_BYTES = 32 * 1024;

  /**
   * Who comes from a gateway that is ahead has all that is here, so waiting costs nothing; one that
   * was just started reads for as long as half a minute.
   */
  private static final Duration CATCH_UP_WITHIN = Duration.ofMinutes(2);

  private final ServerWebSocket socket;
  private final StudyView view;
  private final Renderer renderer;
  private final Clock clock;
  private @Nullable Subscription subscription;
  private @Nullable Ahead ahead;
  private Cursor cursor = Cursor.from(new Since.Version(0));
  private @Nullable Long lastSeq;
  private boolean upToDate;
  private Instant lastFrame;
  private Instant lastPing;
  private Instant lastPong;

  Monitor(ServerWebSocket socket, StudyView view, Renderer renderer, Clock clock) {
    this.socket = socket;
    this.view = view;
    this.renderer = renderer;
    this.clock = clock;
    lastFrame = clock.instant();
    lastPing = lastFrame;
    lastPong = lastFrame;
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    socket.textMessageHandler(this::hear);
    socket.binaryMessageHandler(bytes -> refuse("binary; frames are JSON text"));
    socket.pongHandler(pong -> lastPong = clock.instant());
    socket.drainHandler(drained -> advance());
    socket.exceptionHandler(
        gone -> log.debug("a monitor's connection broke error={}", gone.toString()));
  }

  private void hear(String text) {
    try {
      subscribe(Subscription.parse(text));
    } catch (MalformedFrameException malformed) {
      refuse(String.valueOf(malformed.getMessage()));
    }
  }

  /** A monitor whose token this view does not cover yet. */
  private record Ahead(Subscription wanted, Offsets token, Instant until) {}

  /** A token of another cluster, or that is none, begins with a snapshot. */
  private void subscribe(Subscription wanted) {
    subscription = null;
    ahead = null;
    lastSeq = null;
    upToDate = false;
    String text = wanted.resume();
    Offsets token =
        text == null
            ? null
            : Offsets.parse(text, view.offsets().slots()).filter(view::isOfSameLog).orElse(null);
    if (token == null) {
      begin(wanted, new Since.Version(0));
    } else if (view.covers(token)) {
      begin(wanted, new Since.Token(token));
    } else {
      ahead = new Ahead(wanted, token, clock.instant().plus(CATCH_UP_WITHIN));
    }
  }

  private void catchUp(Ahead waiting, Instant now) {
    boolean covered = view.covers(waiting.token);
    if (covered || now.isAfter(waiting.until)) {
      ahead = null;
      begin(waiting.wanted, covered ? new Since.Token(waiting.token) : new Since.Version(0));
    }
  }

  private void begin(Subscription wanted, Since from) {
    subscription = wanted;
    cursor = Cursor.from(from);
    advance();
  }

  /** Sends what is new as far as the socket takes it. */
  void advance() {
    Subscription wanted = subscription;
    while (wanted != null && !socket.isClosed() && !socket.writeQueueFull()) {
      Renderer.Batch batch = renderer.next(wanted, cursor);
      if (batch.lines().isEmpty() && upToDate) {
        cursor = batch.next();
        return;
      }
      send(batch);
      if (batch.last()) {
        return;
      }
    }
  }

  private void send(Renderer.Batch batch) {
    long seq = batch.next().seen();
    write(
        new Frame.Items(
            cursor.inSnapshot() ? "snapshot" : "delta",
            seq,
            lastSeq,
            batch.last() ? view.offsets().token() : null,
            clock.instant(),
            Frame.array(batch.lines())));
    cursor = batch.next();
    upToDate = batch.last();
    lastSeq = seq;
  }

  /** Runs a few times a second. */
  void tick() {
    Instant now = clock.instant();
    Ahead waiting = ahead;
    if (waiting != null) {
      catchUp(waiting, now);
    }
    advance();
    if (subscription == null && ahead == null) {
      closeIf(now.isAfter(lastFrame.plus(SUBSCRIBE_WITHIN)));
    } else if (now.isAfter(lastFrame.plus(HEARTBEAT)) && !socket.writeQueueFull()) {
      beat(now);
    }
    if (now.isAfter(lastPing.plus(PING))) {
      closeIf(lastPong.isBefore(lastPing.minus(PING)));
      lastPing = now;
      socket.writePing(Buffer.buffer()).onFailure(this::gone);
    }
  }

  /** Whoever waits for this gateway keeps the token that he has. */
  private void beat(Instant now) {
    if (ahead != null) {
      write(new Frame.Heartbeat("heartbeat", 0, null, now));
    } else if (lastSeq != null) {
      write(new Frame.Heartbeat("heartbeat", lastSeq, view.offsets().token(), now));
    }
  }

  private void closeIf(boolean silent) {
    if (silent) {
      close(CloseCode.SILENT);
    }
  }

  private void refuse(String why) {
    subscription = null;
    ahead = null;
    write(new Frame.Error(why));
    close(CloseCode.MALFORMED);
  }

  void close(CloseCode code) {
    socket.close(code.code(), code.reason()).onFailure(this::gone);
  }

  private void write(Frame frame) {
    lastFrame = clock.instant();
    socket.writeTextMessage(renderer.text(frame)).onFailure(this::gone);
  }

  private void gone(Throwable why) {
    log.debug("a monitor went away error={}", why.toString());
  }
}
