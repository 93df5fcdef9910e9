/**
 * Published weights and networks as files: fetched, imported, verified, exported, from the command
 * line.
 */
@NullMarked
package io.chiral.service.weights;

import org.jspecify.annotations.NullMarked;
