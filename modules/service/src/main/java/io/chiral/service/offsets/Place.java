package io.chiral.service.offsets;

import io.chiral.kafka.Group;
import io.chiral.kafka.Partition;

/**
 * Where a group is to go on in a partition whose offset it lost.
 *
 * @param why for people
 */
record Place(Group group, Partition partition, long offset, String why) {}
