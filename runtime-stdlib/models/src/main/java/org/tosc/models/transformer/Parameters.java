package org.tosc.models.transformer;

import org.jspecify.annotations.Nullable;

/// The weights of a transformer by the names that GGUF files give them.
@FunctionalInterface
public interface Parameters {
  /// The weight of a name, such as `blk.3.attn_q.weight`; null where there is none.
  @Nullable Parameter find(String name);

  /// The same where there must be one.
  default Parameter need(String name) {
    Parameter found = find(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no weight `" + name + "`");
    }
    return found;
  }

  /// Those of a layer, whose names lack its number: `attn_q.weight`.
  default Parameters layer(int number) {
    String prefix = "blk." + number + ".";
    return name -> find(prefix + name);
  }
}
