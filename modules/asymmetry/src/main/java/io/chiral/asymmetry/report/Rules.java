package io.chiral.asymmetry.report;

import java.util.Map;

/** How figures are computed, in words that travel with them. */
final class Rules {

  static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry(
              "assessor",
              "SRCC with mid-ranks on held-out contents; mean over initialisation seeds, then"
                  + " median over splits, then mean over benchmarks"),
          Map.entry(
              "proxy",
              "opinions are distortion levels: SRCC within a distortion type, each item ranked"
                  + " among those of the other contents, mean over types; replicates go half the"
                  + " way to what was drawn, and the change is doubled; never averaged with"
                  + " people's opinions"),
          Map.entry(
              "fit",
              "logistic curves by Levenberg-Marquardt from slopes 1, 4 and 10 per SD, smallest"
                  + " residual kept; held fixed in replicates"),
          Map.entry(
              "objective",
              "scores centred by image over all cells and divided by the judge's SD over all"
                  + " settings; mean over judges kin to neither metric of a pair; O(f) is the mean"
                  + " of the differences to all metrics, itself included; seeds of which every"
                  + " metric was evaluated"),
          Map.entry(
              "kin",
              "a judge is kin to a metric of the same architecture, functional form or training"
                  + " labels (those of trained assessors are not known here); to all metrics if it"
                  + " is one of them; and in settings whose discriminator has its architecture"),
          Map.entry(
              "replicates",
              "contents, splits and photographs drawn n - 1 of n with replacement from a"
                  + " counter-based generator; intervals are percentiles about the replicates'"
                  + " mean, widened by Student's t of n - 1; those of correlations are t standard"
                  + " errors on Fisher's scale; figures beside SRCC take the first"
                  + " 200; run variance pooled over cells and added to each cell: of differences"
                  + " less what a seed's common start does to all cells, of figures by themselves"
                  + " with it; what a seed does to a whole setting is in neither"),
          Map.entry(
              "verdict",
              "given when every declared run has ended; where people are declared to judge, when"
                  + " they have judged: opinions that come later can change it"),
          Map.entry(
              "asymmetry",
              "share of pairs ordered differently, ties 1/2; low: pairs certain in both lives and"
                  + " opposite; high: these and the uncertain ones"),
          Map.entry(
              "reversals",
              "pairs beyond the 95% quantile of the largest studentised deviation over all pairs"
                  + " and both lives, widened by Student's t"),
          Map.entry(
              "amplification",
              "asymmetry here less that without a discriminator at the same fidelity weight, by"
                  + " judges kin to neither; between what the uncertain signs of the pairs allow"),
          Map.entry(
              "regret",
              "largest O less the O of the metric that is best by A; bounds from the differences of"
                  + " O, the lower one simultaneous over all pairs, and for every metric that is"
                  + " not certainly worse by A than the best"),
          Map.entry(
              "patchGain",
              "patch less vanilla level of one backbone, alike in loss, weight, initialisation and"
                  + " fidelity weight; mean over metrics, for each of the judges that may judge it;"
                  + " both settings at the largest step that both reached; family rows: mean over"
                  + " its judges in their SD"),
          Map.entry(
              "convolutionGain",
              "a contrast of the named backbones, not of their classes: one Transformer is not a"
                  + " class; otherwise as patchGain, at one level; parameters and pretraining in"
                  + " discriminators, and a pair of random initialisation where there is one"),
          Map.entry(
              "artefactSuppression",
              "an artefact measure without less with the discriminator, at one fidelity weight,"
                  + " mean over metrics; more is less artefact"),
          Map.entry(
              "stability",
              "shares of runs with Wilson's interval; margin drift: last less first quarter of the"
                  + " logged steps, Student's t over runs"),
          Map.entry(
              "weightCurves",
              "less what comes out without a discriminator at the same fidelity weight, all at one"
                  + " step; mean over judges kin to neither discriminator nor metric, then over"
                  + " metrics evaluated at every weight; intervals hold for all weights of the"
                  + " sweep at once: 95% quantile of the largest studentised deviation, widened by"
                  + " Student's t"),
          Map.entry(
              "harmWeight",
              "smallest weight whose simultaneous interval lies below 0; none given without"
                  + " repeated cells or with fewer than 6 photographs"),
          Map.entry(
              "spearman", "p: all orders equally likely, that is, metrics as a random sample"),
          Map.entry("kendallW", "over all judges of the family that are not kin to the setting"),
          Map.entry(
              "transfer",
              "SRCC of an initialisation less that of the random one, each of the same seeds,"
                  + " contents and splits drawn"
                  + " alike, the seeds' variance pooled over initialisations; share by Fieller's"
                  + " interval, only where the published one's transfer excludes 0"),
          Map.entry(
              "people",
              "a rater counts once for an image and pair or output, repeated answers by their mean;"
                  + " ratings without raters' biases (of at least 5 ratings each); Bradley-Terry"
                  + " abilities in logits with neither as half a win and a normal prior of SD 3, in"
                  + " the largest connected part; intervals draw photographs and, from 6 raters on,"
                  + " add what raters vary by beyond chance; below 6 they hold for these raters"
                  + " only; the judge is made of preferences, else of ratings, on images of which"
                  + " every compared output was seen"),
          Map.entry("gainOverBicubic", "PSNR-Y of the output less that of bicubic upscaling"));

  private Rules() {}
}
