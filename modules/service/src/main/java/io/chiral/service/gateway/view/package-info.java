/** What a gateway knows: the newest state of studies, runs, curves, scores, tiles and reports. */
@NullMarked
package io.chiral.service.gateway.view;

import org.jspecify.annotations.NullMarked;
