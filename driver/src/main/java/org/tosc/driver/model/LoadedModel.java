package org.tosc.driver.model;

import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.load.OpenModel;
import org.tosc.models.weights.MadeWeights;
import org.tosc.models.weights.Weights;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ForeignValue;
import org.tosc.rt.value.FunctionValue;

/// A language model as a value of guest code. Training changes it; what was deployed before stays
/// as it was.
final class LoadedModel implements ForeignValue {
  private final String name;
  private volatile Now now;

  /// @param open its weights, and what its file says of it
  /// @param base the weights beside which the adapters were trained that are in its weights now
  private record Now(OpenModel open, LanguageModel model, @Nullable Weights base) {}

  /// @param name as the program loaded it
  LoadedModel(String name, OpenModel open) {
    this.name = name;
    this.now = new Now(open, LanguageModels.of(open), null);
  }

  String name() {
    return name;
  }

  OpenModel open() {
    return now.open();
  }

  LanguageModel model() {
    return now.model();
  }

  /// What its weights were before the adapters of its last training were added to them; null where
  /// that training had none. A run with adapters goes on from there.
  @Nullable Weights base() {
    return now.base();
  }

  /// Has other weights from now on.
  ///
  /// @param base the weights that adapters were added to, null where none were
  void become(OpenModel other, @Nullable Weights base) {
    now = new Now(other, now.model().with(other.transformer()), base);
  }

  @Override
  public String kind() {
    return "model";
  }

  @Override
  public @Nullable Object member(String member) {
    return member.equals("load_state")
        ? FunctionValue.of(member, "weights", args -> loadState(args[0]))
        : ModelMembers.of(name, model().transformer().architecture(), member);
  }

  /// Takes weights by the names that its files have: what `save` wrote, and `load` read.
  private @Nullable Object loadState(@Nullable Object weights) {
    if (!(weights instanceof DictValue dict)) {
      throw Errors.type(
          "load_state() takes a dict of tensors by name, found " + Kind.withArticle(weights));
    }
    try {
      become(open().withStateOf(new MadeWeights(ModelFiles.asWeights(dict))), null);
    } catch (TensorFileFault other) {
      throw Errors.value("these are not the weights of " + name + ": " + other.reason());
    }
    return null;
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
