package io.chiral.training;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.training.checkpoint.CheckpointStore;

/**
 * What runs work with.
 *
 * @param torch PyTorch on the runner's thread
 * @param dataSets catalogue of images
 * @param store of checkpoints and tiles
 */
public record Desk(Torch torch, DataSets dataSets, CheckpointStore store) {}
