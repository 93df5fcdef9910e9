package io.chiral.networks.backbone;

/**
 * Where a backbone's features are taken.
 *
 * @param name as in the literature or in the published module: {@code relu3_3}, {@code layer2}
 * @param channels C of the feature map
 * @param stride image pixels a position of the map stands for, in each direction
 */
public record Tap(String name, int channels, int stride) {}
