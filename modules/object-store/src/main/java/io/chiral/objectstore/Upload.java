package io.chiral.objectstore;

import io.chiral.training.checkpoint.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A file of a checkpoint on its way: at once, or in parts if it is large. It is there when all of
 * it is there; parts of an upload that was cut off are seen by nobody and collected later.
 */
final class Upload {

  /** A part, and what goes at once; at most two of them are in memory. */
  static final int PART_BYTES = 8 << 20;

  private final S3Objects objects;
  private final String key;
  private final Manifest.Entry entry;

  Upload(S3Objects objects, String key, Manifest.Entry entry) {
    this.objects = objects;
    this.key = key;
    this.entry = entry;
  }

  /** Sends it from a local file. */
  void from(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (entry.bytes() <= PART_BYTES) {
        objects.put(key, in.readAllBytes(), entry.sha256());
      } else {
        inParts(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the local copy " + file, e);
    }
  }

  private void inParts(InputStream in) throws IOException {
    String id =
        objects.call(
            "begin to write",
            key,
            () ->
                objects
                    .client()
                    .createMultipartUpload(
                        request ->
                            request
                                .bucket(objects.bucket())
                                .key(objects.key(key))
                                .metadata(Map.of(S3Objects.SHA256, entry.sha256())))
                    .uploadId());
    boolean complete = false;
    try {
      complete(id, parts(id, in));
      complete = true;
    } finally {
      if (!complete) {
        abort(id);
      }
    }
  }

  private List<CompletedPart> parts(String id, InputStream in) throws IOException {
    List<CompletedPart> parts = new ArrayList<>();
    for (byte[] part = in.readNBytes(PART_BYTES);
        part.length > 0;
        part = in.readNBytes(PART_BYTES)) {
      parts.add(part(id, parts.size() + 1, part));
    }
    return parts;
  }

  private CompletedPart part(String id, int number, byte[] content) {
    String tag =
        objects.call(
            "write part " + number + " of",
            key,
            () ->
                objects
                    .client()
                    .uploadPart(
                        request ->
                            request
                                .bucket(objects.bucket())
                                .key(objects.key(key))
                                .uploadId(id)
                                .partNumber(number)
                                .contentMD5(S3Objects.md5(content)),
                        RequestBody.fromBytes(content))
                    .eTag());
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void complete(String id, List<CompletedPart> parts) {
    objects.call(
        "finish",
        key,
        () ->
            objects
                .client()
                .completeMultipartUpload(
                    request ->
                        request
                            .bucket(objects.bucket())
                            .key(objects.key(key))
                            .uploadId(id)
                            .multipartUpload(upload -> upload.parts(parts))));
  }

  private void abort(String id) {
    new PartialUploads(objects).abort(key, id);
  }
}
