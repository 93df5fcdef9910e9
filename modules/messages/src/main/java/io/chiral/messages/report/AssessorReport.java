package io.chiral.messages.report;

/**
 * A metric as assessor on one benchmark: medians over splits of the held-out parts, averaged over
 * initialisation seeds before. On proxy opinions every correlation is the mean over distortion
 * types of the correlation within the type.
 *
 * @param metric metric id
 * @param benchmark label table id
 * @param proxy whether people's opinions are replaced by distortion levels
 * @param splits how many splits
 * @param contents reference contents, the units of resampling
 * @param items distorted images scored
 * @param seeds initialisation seeds averaged; 0 for a metric that has none
 * @param srcc Spearman's ρ with mid-ranks
 * @param krcc Kendall's τ-b
 * @param plcc Pearson's r of raw scores
 * @param plcc4 |Pearson's r| after the 4-parameter logistic
 * @param rmse4 root mean squared residual of that fit, in units of the opinion
 * @param plcc5 |Pearson's r| after the 5-parameter logistic
 * @param rmse5 root mean squared residual of that fit, in units of the opinion
 */
public record AssessorReport(
    String metric,
    String benchmark,
    boolean proxy,
    int splits,
    int contents,
    int items,
    int seeds,
    Figure srcc,
    Figure krcc,
    Figure plcc,
    Figure plcc4,
    Figure rmse4,
    Figure plcc5,
    Figure rmse5) {}
