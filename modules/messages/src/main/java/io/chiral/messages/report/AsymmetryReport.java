package io.chiral.messages.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything Chiral says of a study; the value of its key on the asymmetry topic.
 *
 * @param study study id
 * @param generatedAt when it was computed
 * @param version of the software that computed it
 * @param asOf how far events were folded
 * @param provisional whether cells are still awaited: do not stop on its figures
 * @param awaited what has not arrived, for people; many of a kind are one line
 * @param conditionalOnRuns whether no cell was repeated over seeds, so that nothing is said beyond
 *     these very runs
 * @param settings the asymmetry in each adversarial setting, in the study's order
 * @param assessors each metric on each benchmark
 * @param gainOverBicubic what each cell gained in PSNR
 * @param patchGain patch − vanilla discriminator by backbone
 * @param convolutionGain convolutional − Transformer discriminators, by name
 * @param artefactSuppression artefacts without − with a discriminator
 * @param stability of each discriminator
 * @param discriminators what is known of each, to be read beside their contrasts
 * @param harmWeight of each sweep
 * @param transfer of each initialisation
 * @param weightCurves what comes out at each adversarial weight of a sweep
 * @param diagnosis why training went as it went, in each cell that was asked
 * @param people what people said; null: nothing
 * @param faults keys that came with two values
 * @param protocol how the figures came about
 */
public record AsymmetryReport(
    String study,
    Instant generatedAt,
    String version,
    AsOf asOf,
    boolean provisional,
    List<String> awaited,
    boolean conditionalOnRuns,
    List<SettingReport> settings,
    List<AssessorReport> assessors,
    List<GainOverBicubic> gainOverBicubic,
    List<Contrast> patchGain,
    List<Contrast> convolutionGain,
    List<Contrast> artefactSuppression,
    List<Stability> stability,
    List<DiscriminatorReport> discriminators,
    List<HarmWeight> harmWeight,
    List<Transfer> transfer,
    List<WeightCurve> weightCurves,
    List<Diagnosis> diagnosis,
    @Nullable People people,
    List<Fault> faults,
    Protocol protocol) {

  @SuppressWarnings("NullAway") // Jackson gives null in what was stored before there were any
  public AsymmetryReport {
    awaited = List.copyOf(awaited);
    settings = List.copyOf(settings);
    assessors = List.copyOf(assessors);
    gainOverBicubic = List.copyOf(gainOverBicubic);
    patchGain = List.copyOf(patchGain);
    convolutionGain = List.copyOf(convolutionGain);
    artefactSuppression = List.copyOf(artefactSuppression);
    stability = List.copyOf(stability);
    discriminators = discriminators == null ? List.of() : List.copyOf(discriminators);
    harmWeight = List.copyOf(harmWeight);
    transfer = List.copyOf(transfer);
    weightCurves = weightCurves == null ? List.of() : List.copyOf(weightCurves);
    diagnosis = diagnosis == null ? List.of() : List.copyOf(diagnosis);
    faults = List.copyOf(faults);
  }
}
