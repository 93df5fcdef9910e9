package io.chiral.training.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checkpoint to be written. Components as in {@link Manifest}.
 *
 * @param parts file name to what writes its bytes; equal states must write equal bytes
 */
public record Draft(
    String kind,
    String run,
    int step,
    boolean milestone,
    String spec,
    SortedMap<String, String> structure,
    SortedMap<String, String> inputs,
    SortedMap<String, Double> numbers,
    SortedMap<String, Part> parts,
    Map<String, String> software) {

  public Draft {
    structure = new TreeMap<>(structure);
    inputs = new TreeMap<>(inputs);
    numbers = new TreeMap<>(numbers);
    parts = new TreeMap<>(parts);
    software = Map.copyOf(software);
  }

  /** Writes one file's content. */
  @FunctionalInterface
  public interface Part {

    /** Writes all of it; does not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  Manifest manifest(List<Manifest.Entry> files) {
    return new Manifest(
            Manifest.FORMAT,
            "",
            kind,
            run,
            step,
            milestone,
            spec,
            structure,
            inputs,
            numbers,
            files,
            software)
        .named();
  }
}
