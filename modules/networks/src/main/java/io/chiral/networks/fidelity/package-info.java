/**
 * Full-reference fidelity metrics: usable as an objective (a loss) and as an assessor (a score).
 */
@NullMarked
package io.chiral.networks.fidelity;

import org.jspecify.annotations.NullMarked;
