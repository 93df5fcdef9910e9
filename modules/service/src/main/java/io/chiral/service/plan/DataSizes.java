package io.chiral.service.plan;

/** How large an installation's data sets are; of what is not there, 0. */
public interface DataSizes {
  /** Pixels of a typical image of a data set; 0: not known. */
  double pixels(String dataSet);

  /** How many photographs its first images show, crops of one counted once; 0: not known. */
  int photographs(String dataSet, int images);

  /** Items of a label table; 0: not known. */
  int items(String benchmark);

  /** Contents of a label table; 0: not known. */
  int contents(String benchmark);
}
