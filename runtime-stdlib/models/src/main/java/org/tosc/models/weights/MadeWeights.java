package org.tosc.models.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Weights that a program made, alone or in the place of those of other weights.
public final class MadeWeights implements Weights {
  private final Map<String, Weight> all = new LinkedHashMap<>();
  private final List<Weights> below = new ArrayList<>();

  /// Weights and nothing else.
  public MadeWeights(Collection<Weight> made) {
    made.forEach(w -> all.put(w.name(), w));
  }

  /// Others with these in the place of those of the same names; the others stay open as long as
  /// this is used, and are closed with it.
  public MadeWeights(Weights others, Collection<Weight> made) {
    // What lies between a model's files and its newest weights is not held: a model may be trained
    // again and again.
    below.addAll(others instanceof MadeWeights earlier ? earlier.below : List.of(others));
    others.all().forEach(w -> all.put(w.name(), w));
    made.forEach(w -> all.put(w.name(), w));
  }

  @Override
  public @Nullable Weight find(String name) {
    return all.get(name);
  }

  @Override
  public Collection<Weight> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  @Override
  public void requireWhole() {
    below.forEach(Weights::requireWhole);
  }

  @Override
  public void close() {
    below.forEach(Weights::close);
  }
}
