package org.tosc.rt.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// What instances of a `model` can do beyond those of a class: be called, and list their
/// parameters.
public final class Models {
  private Models() {}

  /// What `m(x)` runs: the layer `forward`, or else the only layer.
  public static FunctionValue callee(Instance model) {
    FunctionValue forward = model.type.findMethod("forward");
    if (forward != null) {
      return forward;
    }
    List<FunctionValue> layers = new ArrayList<>();
    for (Map.Entry<String, FunctionValue> method : model.type.methods().entrySet()) {
      if (!method.getKey().equals("init")) {
        layers.add(method.getValue());
      }
    }
    if (layers.isEmpty() && stages(model).length > 0) {
      return FunctionValue.of(
          model.type.name(), "self,x", args -> inOrder((Instance) args[0], args[1]));
    }
    if (layers.size() != 1) {
      throw Errors.type(
          "model " + model.type.name() + " has " + layers.size() + " layers and none is `forward`");
    }
    return layers.getFirst();
  }

  /// Layers by configuration, applied one after the other.
  private static @Nullable Object inOrder(@Nullable Instance model, @Nullable Object x) {
    Object y = x;
    for (Instance stage : stages(Objects.requireNonNull(model))) {
      y = callee(stage).call2(stage, y);
    }
    return y;
  }

  private static Instance[] stages(Instance model) {
    List<Instance> stages = new ArrayList<>();
    for (int i = 0; i < model.layout.size(); i++) {
      if (model.get(i) instanceof Instance stage && stage.type.isModel()) {
        stages.add(stage);
      }
    }
    return stages.toArray(Instance[]::new);
  }

  /// The tensors among a model's fields, those of nested models included, in field order.
  public static ListValue parameters(Instance model) {
    ListValue found = new ListValue();
    collect(model, found, new ArrayList<>());
    return found;
  }

  /// Puts weights by name into a model, each where [ParameterSlots] has its name. All of the
  /// model's tensors must be there, of the same shapes, and nothing else, as PyTorch's
  /// `load_state_dict` has it; element types are those of the model.
  static @Nullable Object load(Instance model, @Nullable Object weights) {
    if (!(weights instanceof DictValue dict)) {
      throw Errors.type(
          "load_state() takes a dict of tensors by name, found " + Kind.withArticle(weights));
    }
    List<ParameterSlots.Slot> slots = ParameterSlots.of(model).all();
    List<Tensor> found = new ArrayList<>();
    for (ParameterSlots.Slot slot : slots) {
      found.add(fitting(slot, dict.getOr(Text.of(slot.name()), null)));
    }
    if (dict.size() != slots.size()) {
      throw Errors.value(
          "there are " + dict.size() + " weights, the model has " + slots.size() + " tensors");
    }
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).assign(found.get(i));
    }
    return null;
  }

  private static Tensor fitting(ParameterSlots.Slot slot, @Nullable Object weight) {
    if (!(weight instanceof Tensor tensor)) {
      throw Errors.key("there is no weight " + Show.quote(slot.name()));
    }
    if (!Arrays.equals(tensor.shape(), slot.first().shape())) {
      throw Errors.of(
          ErrorKind.SHAPE,
          "the weight "
              + Show.quote(slot.name())
              + " has the shape "
              + Shapes.text(tensor.shape())
              + ", the model's has "
              + Shapes.text(slot.first().shape()));
    }
    Map<String, Object> dtype = Map.of("dtype", slot.first().dtype());
    return (Tensor) Objects.requireNonNull(Tensors.apply("cast", new Object[] {tensor}, dtype));
  }

  private static void collect(@Nullable Object value, ListValue found, List<Object> open) {
    if (Tensors.is(value)) {
      found.add(value);
    } else if (value instanceof ListValue list) {
      for (int i = 0; i < list.size(); i++) {
        collect(list.get(i), found, open);
      }
    } else if (value instanceof Instance instance
        && instance.type.isModel()
        && open.stream().noneMatch(outer -> outer == instance)) {
      open.add(instance);
      for (int i = 0; i < instance.layout.size(); i++) {
        collect(instance.get(i), found, open);
      }
      open.removeLast();
    }
  }
}
