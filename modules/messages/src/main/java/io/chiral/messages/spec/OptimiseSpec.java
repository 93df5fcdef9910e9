package io.chiral.messages.spec;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Train a generator for super-resolution with {@code pixelWeight·L1 + w_fid·fidelity +
 * w_adv·adversarial}.
 *
 * @param generator what is trained
 * @param trainSet data set id
 * @param degradation how low-resolution patches are made: {@code bicubic}, {@code bsrgan} or {@code
 *     real-esrgan}
 * @param patch side of a training patch in low-resolution pixels
 * @param batch patches a step
 * @param pixelWeight weight of the L1 term
 * @param fidelity the metric as objective; null: none
 * @param fidelityWeight {@code null}: fair weight by gradient norm at the start ({@code
 *     asymmetry.md}, w₀ = {@code fairScale}); else the absolute weight
 * @param fairScale w₀ of the fair weight
 * @param discriminator null: no adversarial term
 * @param optimiser of the generator
 * @param schedule of the learning rate, of generator and discriminator
 * @param emaDecay decay of the moving average of the weights; 0: none
 * @param clipNorm upper bound of the gradient's norm; null: none
 * @param precision {@code float32} or {@code bfloat16}
 * @param steps number of steps
 * @param checkpointAt steps of milestone checkpoints besides the last
 * @param logEvery training scalars are published every so many steps
 * @param seed of everything random in the run
 * @param from shared start; null: the generator's initialisation
 * @param diagnoseEvery every so many steps the run tells why it goes as it goes ({@link
 *     io.chiral.messages.event.TrainingDiagnosed}); null: never
 */
public record OptimiseSpec(
    GeneratorSpec generator,
    String trainSet,
    String degradation,
    int patch,
    int batch,
    double pixelWeight,
    @Nullable MetricSpec fidelity,
    @Nullable Double fidelityWeight,
    double fairScale,
    @Nullable DiscriminatorSpec discriminator,
    OptimiserSpec optimiser,
    ScheduleSpec schedule,
    double emaDecay,
    @Nullable Double clipNorm,
    String precision,
    int steps,
    List<Integer> checkpointAt,
    int logEvery,
    long seed,
    @Nullable CheckpointSource from,
    @Nullable Integer diagnoseEvery)
    implements RunSpec {

  @SuppressWarnings("NullAway") // Jackson gives null for an absent list
  public OptimiseSpec {
    checkpointAt = checkpointAt == null ? List.of() : List.copyOf(checkpointAt);
  }

  @Override
  public List<Integer> milestones() {
    return Stream.concat(checkpointAt.stream().filter(step -> step < steps), Stream.of(steps))
        .sorted()
        .distinct()
        .toList();
  }
}
