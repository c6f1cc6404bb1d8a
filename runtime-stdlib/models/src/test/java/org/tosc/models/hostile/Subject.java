package org.tosc.models.hostile;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.tosc.models.weights.Weights;

/// A kind of file: how it is read, and how right files are made wrong.
interface Subject {
  /// What faults call the file.
  String FILE = "hostile";

  /// Reads bytes, and all that is not read before it is asked for.
  Weights read(MemorySegment bytes);

  /// Hands over each input where one field, or two of them, have an awkward number.
  ///
  /// @param pairs whether two fields at a time are changed, too
  void boundaries(boolean pairs, Consumer<Input> test);

  /// Makes a random input.
  void mutate(Input input, SplittableRandom random);
}
