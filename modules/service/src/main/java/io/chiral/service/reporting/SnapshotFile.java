package io.chiral.service.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chiral.asymmetry.StudyFold;
import io.chiral.asymmetry.evidence.Noted;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.event.MetricEvent;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A study's fold as a file, gzipped:
 *
 * <pre>
 *   chiral-snapshot 1 STUDY
 *   io.chiral.images-scored.v1 {…}       events that fold to the same state
 *   fault {…}                            contradictions that were noted
 * </pre>
 *
 * Equal folds of equal histories give equal files. Any thread.
 */
final class SnapshotFile {

  /**
   * Rises whenever a fold keeps more of its events than before: what an older file left out could
   * not be made good, so that the log is read again.
   */
  private static final int FORMAT = 1;

  private static final String FAULT = "fault";

  private final Codec codec;

  SnapshotFile(Codec codec) {
    this.codec = codec;
  }

  private static String header(String study) {
    return "chiral-snapshot %d %s".formatted(FORMAT, study);
  }

  byte[] write(String study, List<MetricEvent> events, List<Noted> faults) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = new Quick(file)) {
      out.write((header(study) + "\n").getBytes(UTF_8));
      for (MetricEvent event : events) {
        writeLine(out, MessageType.of((Record) event).typeName(), event);
      }
      for (Noted fault : faults) {
        writeLine(out, FAULT, fault);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return file.toByteArray();
  }

  private void writeLine(OutputStream out, String what, Object value) throws IOException {
    out.write((what + " ").getBytes(UTF_8));
    out.write(codec.write(value));
    out.write('\n');
  }

  /** Digits gain little by more effort. */
  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /**
   * The fold that was written.
   *
   * @throws UnusableSnapshotException if it is another study's, of another format, or no such file
   */
  StudyFold read(String study, byte[] content) {
    StudyFold fold = new StudyFold(study);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(content)), UTF_8))) {
      String header = lines.readLine();
      if (!header(study).equals(header)) {
        throw new UnusableSnapshotException(
            "it begins with \"%s\", not with \"%s\"".formatted(header, header(study)));
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line, fold);
      }
    } catch (IOException | UnreadableMessageException | IllegalArgumentException e) {
      throw new UnusableSnapshotException(e.getMessage(), e);
    }
    return fold;
  }

  private void take(String line, StudyFold fold) {
    int space = line.indexOf(' ');
    String what = line.substring(0, Math.max(0, space));
    byte[] value = line.substring(space + 1).getBytes(UTF_8);
    MessageType type = MessageType.named(what);
    if (what.equals(FAULT)) {
      fold.note(codec.read(Noted.class, value));
    } else if (type != null && codec.read(type, value) instanceof MetricEvent event) {
      fold.apply(event);
    } else {
      throw new UnusableSnapshotException("\"%s\" is no event of this version".formatted(what));
    }
  }
}
