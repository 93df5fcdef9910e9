/**
 * The HTTP interface: routes driven by the OpenAPI contract, files, problems, the management port.
 */
@NullMarked
package io.chiral.service.gateway.http;

import org.jspecify.annotations.NullMarked;
