package io.chiral.service.gateway.view;

/**
 * When something changed.
 *
 * @param version number of the change in this view, from 1; it means nothing elsewhere
 * @param slot which topic partition brought it, see {@link Slots}
 * @param offset of the record that brought it; it means the same at every gateway
 */
record Change(long version, int slot, long offset) {}
