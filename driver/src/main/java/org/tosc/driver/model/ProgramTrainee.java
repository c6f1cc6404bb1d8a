package org.tosc.driver.model;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.models.train.Examples;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.ParameterSlots;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.Instance;

/// A model that a program declares: all tensors of floats among its fields are parameters.
record ProgramTrainee(Instance model, List<ParameterSlots.Slot> slots) implements Trainee {
  static ProgramTrainee of(Instance model) {
    List<ParameterSlots.Slot> slots = ParameterSlots.of(model).floats();
    if (slots.isEmpty()) {
      throw Errors.value("model " + model.type.name() + " has no parameters of floats to train");
    }
    long types = slots.stream().map(s -> s.first().dtype()).distinct().count();
    if (types > 1) {
      throw Errors.of(
          ErrorKind.DTYPE, "the parameters of a model to train are of one element type");
    }
    return new ProgramTrainee(model, slots);
  }

  @Override
  public List<String> names() {
    return slots.stream().map(ParameterSlots.Slot::name).toList();
  }

  @Override
  public List<Tensor> first() {
    return slots.stream().map(ParameterSlots.Slot::first).toList();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Trainee goneOn(Map<String, String> checkpoint) {
    return this;
  }

  @Override
  public Examples examples(@Nullable Object data) {
    return TrainingData.of(data);
  }

  @Override
  public int usualBatch() {
    return 32;
  }

  @Override
  public Gradients gradients(TrainSettings settings, EngineCompute compute, Consumer<String> say) {
    ModelLoss loss = new ModelLoss(model, settings.value("loss"));
    return new ProgramGradients(loss, slots, compute, settings.precision(), say);
  }

  @Override
  public void give(List<Tensor> learned) {
    for (int i = 0; i < slots.size(); i++) {
      Tensor own = learned.get(i);
      slots.get(i).assign(Raw.copied(own));
    }
  }
}
