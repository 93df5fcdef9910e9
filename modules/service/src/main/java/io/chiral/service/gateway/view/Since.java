package io.chiral.service.gateway.view;

/** What somebody has seen already: decides whether a change is news. */
public sealed interface Since {

  /** Whether the change is not yet known. */
  boolean misses(Change change);

  /** Everything up to a version of this view; version 0: nothing. */
  record Version(long version) implements Since {
    @Override
    public boolean misses(Change change) {
      return change.version() > version;
    }
  }

  /** Everything that a resume token covers. */
  record Token(Offsets offsets) implements Since {
    @Override
    public boolean misses(Change change) {
      return change.offset() >= offsets.next(change.slot());
    }
  }
}
