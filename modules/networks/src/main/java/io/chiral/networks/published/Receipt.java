package io.chiral.networks.published;

/**
 * {@code ID.json} beside installed weights: what they were made from.
 *
 * @param id of the catalogue
 * @param source address or file that they came from
 * @param sourceSha256 of that file, in hex
 * @param sha256 of {@code ID.safetensors}, in hex
 * @param bytes its size
 * @param tensors how many it holds
 * @param parameters values in them that are trained
 * @param importedAt when, ISO 8601
 */
public record Receipt(
    String id,
    String source,
    String sourceSha256,
    String sha256,
    long bytes,
    int tensors,
    long parameters,
    String importedAt) {}
