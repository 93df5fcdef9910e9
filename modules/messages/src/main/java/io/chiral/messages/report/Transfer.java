package io.chiral.messages.report;

/**
 * What an initialisation gives an assessor over a random one.
 *
 * @param architecture of the assessor
 * @param initialisation {@code published} or {@code discriminator}
 * @param benchmark label table id
 * @param transfer SRCC − SRCC of the random initialisation
 * @param share of the published initialisation's transfer, by Fieller's interval
 */
public record Transfer(
    String architecture, String initialisation, String benchmark, Figure transfer, Figure share) {}
