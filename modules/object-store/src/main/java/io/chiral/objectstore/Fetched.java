package io.chiral.objectstore;

import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.Digests;
import io.chiral.training.checkpoint.Draft;
import io.chiral.training.checkpoint.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.TreeMap;

/** A checkpoint of the bucket as a draft of its local copy: writing it fetches and verifies it. */
record Fetched(S3Objects objects, Manifest manifest) {

  Draft draft() {
    TreeMap<String, Draft.Part> parts = new TreeMap<>();
    for (Manifest.Entry entry : manifest.files()) {
      parts.put(entry.name(), out -> fetch(entry, out));
    }
    return new Draft(
        manifest.kind(),
        manifest.run(),
        manifest.step(),
        manifest.milestone(),
        manifest.spec(),
        manifest.structure(),
        manifest.inputs(),
        manifest.numbers(),
        parts,
        manifest.software());
  }

  private void fetch(Manifest.Entry entry, OutputStream out) throws IOException {
    String key = "checkpoints/%s/%s".formatted(manifest.id(), entry.name());
    try (InputStream in =
            objects.stream(key, 0).orElseThrow(() -> damaged(entry.name() + " is absent"));
        DigestInputStream digested = new DigestInputStream(in, Digests.sha256())) {
      digested.transferTo(out);
      String found = Digests.hex(digested.getMessageDigest().digest());
      if (!found.equals(entry.sha256())) {
        throw damaged(
            "%s has sha256 %s, its manifest says %s"
                .formatted(entry.name(), found, entry.sha256()));
      }
    }
  }

  private DamagedCheckpointException damaged(String fault) {
    return new DamagedCheckpointException("checkpoint " + manifest.id(), fault);
  }
}
