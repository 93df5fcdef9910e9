package io.chiral.training.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code manifest.json} of a checkpoint: what it is and what its files must be.
 *
 * @param format {@value #FORMAT}
 * @param id {@link #contentDigest()}, the checkpoint's name
 * @param kind {@code optimise}, {@code assess} or {@code evaluate}
 * @param run whose state it is
 * @param step at which it was made; the data cursor and the schedule's place follow from it
 * @param milestone whether others may depend on it (the specification says so)
 * @param spec digest of the run's specification
 * @param structure role to network, such as {@code generator} to {@code swinir/small/4}
 * @param inputs role to digest of what the state was computed from: data sets, weights, the
 *     checkpoint it started from
 * @param numbers scalar state by name, such as the fair weight
 * @param files the tensor files, ascending by name
 * @param software what wrote it; not part of the digest
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Manifest(
    String format,
    String id,
    String kind,
    String run,
    int step,
    boolean milestone,
    String spec,
    SortedMap<String, String> structure,
    SortedMap<String, String> inputs,
    SortedMap<String, Double> numbers,
    List<Entry> files,
    Map<String, String> software) {

  /** The layout that this code writes and reads. */
  public static final String FORMAT = "chiral-checkpoint/1";

  public Manifest {
    structure = new TreeMap<>(structure);
    inputs = new TreeMap<>(inputs);
    numbers = new TreeMap<>(numbers);
    files = List.copyOf(files);
    software = Map.copyOf(software);
  }

  /**
   * A file of the checkpoint.
   *
   * @param name within the directory
   * @param bytes its size
   * @param sha256 of its content, in hex
   */
  public record Entry(String name, long bytes, String sha256) {}

  /**
   * SHA-256 over what the specification determines: run, step, specification, inputs, state and
   * tensors; neither software nor slice, worker or time.
   */
  public String contentDigest() {
    StringBuilder text = new StringBuilder();
    line(text, FORMAT);
    line(text, kind, run, Integer.toString(step), Boolean.toString(milestone), spec);
    structure.forEach((role, network) -> line(text, "structure", role, network));
    inputs.forEach((role, digest) -> line(text, "input", role, digest));
    numbers.forEach((name, value) -> line(text, "number", name, Double.toHexString(value)));
    files.forEach(
        file -> line(text, "file", file.name(), Long.toString(file.bytes()), file.sha256()));
    return Digests.of(text.toString());
  }

  private static void line(StringBuilder text, String... words) {
    text.append(String.join("\t", words)).append('\n');
  }

  Manifest named() {
    return new Manifest(
        format,
        contentDigest(),
        kind,
        run,
        step,
        milestone,
        spec,
        structure,
        inputs,
        numbers,
        files,
        software);
  }
}
