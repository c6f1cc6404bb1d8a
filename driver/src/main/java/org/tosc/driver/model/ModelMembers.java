package org.tosc.driver.model;

import org.jspecify.annotations.Nullable;
import org.tosc.models.transformer.Architecture;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;

/// What programs can ask of models out of files: `m.context`.
final class ModelMembers {
  private ModelMembers() {}

  static @Nullable Object of(String name, Architecture a, String member) {
    return switch (member) {
      case "name" -> Text.of(name);
      case "architecture" -> Text.of(a.family());
      case "layers" -> (long) a.layers();
      case "width" -> (long) a.width();
      case "heads" -> (long) a.heads();
      case "vocabulary" -> (long) a.vocabulary();
      case "context" -> (long) a.context();
      default -> Missing.VALUE;
    };
  }
}
