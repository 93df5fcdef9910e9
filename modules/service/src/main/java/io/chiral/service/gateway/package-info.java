/**
 * The gateway role: what others see of studies, over HTTP and WebSocket, and the management port.
 */
@NullMarked
package io.chiral.service.gateway;

import org.jspecify.annotations.NullMarked;
