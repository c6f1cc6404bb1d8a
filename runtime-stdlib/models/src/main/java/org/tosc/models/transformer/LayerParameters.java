package org.tosc.models.transformer;

import org.jspecify.annotations.Nullable;
import org.tosc.models.blocks.Grouping;

/// The weights of a layer, without what its number puts before their names.
record LayerParameters(Parameters all, String prefix) implements Parameters {
  @Override
  public @Nullable Parameter find(String name) {
    return all.find(prefix + name);
  }

  @Override
  public boolean has(String name) {
    return all.has(prefix + name);
  }

  @Override
  public @Nullable Grouping grouping(String name) {
    return all.grouping(prefix + name);
  }

  @Override
  public boolean isNarrow(String name) {
    return all.isNarrow(prefix + name);
  }

  @Override
  public void row(String name, long number, float[] out) {
    all.row(prefix + name, number, out);
  }
}
