package io.chiral.messages.spec;

/**
 * Which generator a run trains.
 *
 * @param name architecture, {@code "swinir"}
 * @param config published configuration: {@code classical}, {@code lightweight}, {@code real-m},
 *     {@code real-l}, or {@code small}, {@code tiny}
 * @param scale upscaling factor: 2, 3, 4 or 8
 * @param start {@code "published"} initialisation, or {@code "interpolating"}: published structure
 *     whose first output is bicubic interpolation
 */
public record GeneratorSpec(String name, String config, int scale, String start) {}
