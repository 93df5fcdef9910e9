/** Live views over WebSocket: subscriptions, frames on a clock, resumption. */
@NullMarked
package io.chiral.service.gateway.live;

import org.jspecify.annotations.NullMarked;
