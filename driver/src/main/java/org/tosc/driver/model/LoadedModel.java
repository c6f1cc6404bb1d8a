package org.tosc.driver.model;

import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.LanguageModel;
import org.tosc.rt.value.ForeignValue;
import org.tosc.rt.value.FunctionValue;

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
    return ModelMembers.of(name, model.transformer().architecture(), member);
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
