/** Feature extractors with the names and layers their publishers gave them. */
@NullMarked
package io.chiral.networks.backbone;

import org.jspecify.annotations.NullMarked;
