package org.tosc.driver.model;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.models.train.Examples;
import org.tosc.rt.tensor.Tensor;

/// A model that is trained: what of it changes, what it learns from, and how it gets what was
/// learned.
sealed interface Trainee permits ProgramTrainee, TextTrainee {
  /// The names of its parameters, as checkpoints have them.
  List<String> names();

  /// The parameters to begin with, in the order of their names, of one float element type.
  List<Tensor> first();

  /// What must be the same of it, besides its parameters, where a run goes on.
  Map<String, String> facts();

  /// What a run goes on with from a checkpoint that has these facts.
  ///
  /// @throws IllegalArgumentException where that cannot be had, and why
  Trainee goneOn(Map<String, String> checkpoint);

  /// The examples that a program's data are for this model.
  Examples examples(@Nullable Object data);

  /// Examples of a batch where a program does not say.
  int usualBatch();

  /// Its loss.
  ///
  /// @param say takes a line for people
  Gradients gradients(TrainSettings settings, EngineCompute compute, Consumer<String> say);

  /// Makes these its parameters.
  void give(List<Tensor> learned);
}
