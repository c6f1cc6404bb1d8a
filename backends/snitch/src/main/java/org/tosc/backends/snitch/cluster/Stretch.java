package org.tosc.backends.snitch.cluster;

/// Which tiles along a reduction that is cut a routine is for. The first one begins with what
/// results begin with; the others join their terms to what is there. The last one begins early
/// enough to be whole, and leaves out the terms that were joined before.
enum Stretch {
  FIRST,
  MORE,
  LAST
}
