package io.chiral.objectstore;

import io.chiral.training.checkpoint.CheckpointStore.Leftover;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads in parts that nobody finished. */
record PartialUploads(S3Objects objects) {

  private static final Logger LOG = LoggerFactory.getLogger(PartialUploads.class);

  /** What such a leftover's place begins with; then id, a space and the key. */
  private static final String MARK = "upload ";

  List<Leftover> list() {
    return objects.call(
        "list the uploads to",
        "",
        () ->
            objects
                .client()
                .listMultipartUploadsPaginator(
                    request -> request.bucket(objects.bucket()).prefix(objects.key("")))
                .uploads()
                .stream()
                .map(
                    upload ->
                        new Leftover(
                            MARK + upload.uploadId() + " " + objects.below(upload.key()),
                            upload.initiated()))
                .toList());
  }

  static boolean isOne(Leftover leftover) {
    return leftover.place().startsWith(MARK);
  }

  void discard(Leftover leftover) {
    String[] idAndKey = leftover.place().substring(MARK.length()).split(" ", 2);
    abort(idAndKey[1], idAndKey[0]);
  }

  /** Best effort: what stays is a leftover. */
  void abort(String key, String id) {
    try {
      objects.call(
          "give up",
          key,
          () ->
              objects
                  .client()
                  .abortMultipartUpload(
                      request ->
                          request.bucket(objects.bucket()).key(objects.key(key)).uploadId(id)));
    } catch (UncheckedIOException e) {
      LOG.warn("parts stay behind for a later collection error={}", e.getMessage());
    }
  }
}
