package io.chiral.service.gateway.http;

import io.chiral.messages.event.CheckpointPublished;
import io.chiral.service.gateway.view.StudyView;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.Manifest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checkpoints and tiles, as they lie in the store. */
final class FileRoutes {

  private final Vertx vertx;
  private final StudyView view;
  private final CheckpointStore store;
  private final Answers answers;
  private final FileAnswer files;

  FileRoutes(Vertx vertx, StudyView view, CheckpointStore store, Answers answers) {
    this.vertx = vertx;
    this.view = view;
    this.store = store;
    this.answers = answers;
    this.files = new FileAnswer(vertx);
  }

  List<Operation> operations() {
    return List.of(
        new Operation("listCheckpoints", this::list),
        new Operation("getCheckpoint", this::get),
        new Operation("downloadCheckpointFile", this::download),
        new Operation("getImage", this::image));
  }

  private void list(RoutingContext rc) {
    String run = rc.request().getParam("run");
    String study = rc.request().getParam("study");
    List<CheckpointPublished> newestFirst = view.checkpoints();
    Collections.reverse(newestFirst);
    newestFirst.removeIf(
        checkpoint ->
            (run != null && !checkpoint.run().equals(run))
                || (study != null && !checkpoint.study().equals(study)));
    answers.page(rc, newestFirst, checkpoint -> checkpoint);
  }

  private void get(RoutingContext rc) {
    String id = rc.pathParam("checkpoint");
    CheckpointPublished event = view.findCheckpoint(id).orElse(null);
    vertx
        .executeBlocking(() -> store.manifest(id))
        .onSuccess(manifest -> answers.document(rc, 200, new Described(event, manifest)))
        .onFailure(rc::fail);
  }

  private void download(RoutingContext rc) {
    String id = rc.pathParam("checkpoint");
    String name = rc.pathParam("file");
    vertx
        .executeBlocking(() -> entry(store.manifest(id), name))
        .compose(
            file ->
                files.send(
                    rc,
                    "application/octet-stream",
                    file.sha256(),
                    file.bytes(),
                    from -> store.read(id, name, from)))
        .onFailure(rc::fail);
  }

  private static Manifest.Entry entry(Manifest manifest, String name) {
    return manifest.files().stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("file of checkpoint " + manifest.id(), name));
  }

  private void image(RoutingContext rc) {
    String digest = rc.pathParam("image").replace(".png", "");
    vertx
        .executeBlocking(() -> store.readFile(digest))
        .compose(png -> send(rc, digest, png))
        .onFailure(rc::fail);
  }

  private Future<Void> send(RoutingContext rc, String digest, byte[] png) {
    return files.send(
        rc,
        "image/png",
        digest,
        png.length,
        from -> new ByteArrayInputStream(png, (int) from, png.length - (int) from));
  }

  /**
   * A checkpoint.
   *
   * @param published its lineage; null while its event was not seen
   * @param manifest what it is and its files
   */
  private record Described(@Nullable CheckpointPublished published, Manifest manifest) {}
}
