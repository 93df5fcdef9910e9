package io.chiral.training;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.CheckpointStore;

/**
 * What runs work with.
 *
 * @param torch PyTorch on the runner's thread
 * @param dataSets catalogue of images
 * @param store of checkpoints and tiles
 * @param weights published weights that are installed
 */
public record Desk(Torch torch, DataSets dataSets, CheckpointStore store, WeightsFolder weights) {}
