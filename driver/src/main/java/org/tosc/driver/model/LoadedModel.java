package org.tosc.driver.model;

import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.transformer.Architecture;
import org.tosc.rt.value.ForeignValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;

/// A language model as a value of guest code.
///
/// @param name as the program loaded it
record LoadedModel(String name, LanguageModel model) implements ForeignValue {
  @Override
  public String kind() {
    return "model";
  }

  @Override
  public @Nullable Object member(String member) {
    Architecture a = model.transformer().architecture();
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

  @Override
  public @Nullable FunctionValue asFunction() {
    return null;
  }

  @Override
  public String toString() {
    return "<model " + name + ">";
  }
}
