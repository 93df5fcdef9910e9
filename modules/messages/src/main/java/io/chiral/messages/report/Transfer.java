package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * What an initialisation gives an assessor over a random one.
 *
 * @param architecture of the assessor
 * @param initialisation {@code published} or {@code discriminator}
 * @param benchmark label table id
 * @param transfer SRCC − SRCC of the random initialisation
 * @param share of the published initialisation's transfer, by Fieller's interval
 * @param overDiscriminator SRCC − SRCC of the discriminator's initialisation; null where that is
 *     not compared, or is this one
 * @param origin whose discriminator it began with; null: it began with none
 */
public record Transfer(
    String architecture,
    String initialisation,
    String benchmark,
    Figure transfer,
    Figure share,
    @Nullable Figure overDiscriminator,
    @Nullable TransferOrigin origin) {}
