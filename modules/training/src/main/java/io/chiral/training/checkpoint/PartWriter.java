package io.chiral.training.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;

/** Writes the files of one checkpoint; also after a failure it can say how far it came. */
final class PartWriter {

  private long written;

  /** Writes a file and waits for the disk. */
  Manifest.Entry write(Path file, Draft.Part part) throws IOException {
    long before = written;
    try (OutputStream raw = Files.newOutputStream(file);
        DigestOutputStream out = new DigestOutputStream(raw, Digests.sha256())) {
      OutputStream counted = new Counting(out);
      part.writeTo(counted);
      counted.flush();
      Durable.sync(file);
      String digest = Digests.hex(out.getMessageDigest().digest());
      return new Manifest.Entry(file.getFileName().toString(), written - before, digest);
    }
  }

  /** Bytes of all files so far. */
  long written() {
    return written;
  }

  /** Counts what passes. */
  private final class Counting extends FilterOutputStream {

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      written++;
    }

    @Override
    public void write(byte[] b, int from, int length) throws IOException {
      out.write(b, from, length);
      written += length;
    }
  }
}
