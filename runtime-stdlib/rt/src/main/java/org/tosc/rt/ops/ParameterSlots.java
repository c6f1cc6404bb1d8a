package org.tosc.rt.ops;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;

/// The tensors among a model's fields, with names and the places that they stand in. Names are
/// paths of fields as PyTorch's `state_dict` has them: `layers.0.weight`. A tensor that stands in
/// several places has the name of the first.
///
/// The order is that of `parameters()`.
public record ParameterSlots(List<Slot> all) {
  /// A tensor of a model.
  ///
  /// @param places where the tensor stands; assigning one assigns all
  public record Slot(String name, Tensor first, List<Place> places) {
    public void assign(Tensor value) {
      places.forEach(p -> p.assign(value));
    }

    /// The tensor that stands there now.
    public @Nullable Object now() {
      return places.getFirst().now();
    }
  }

  /// A field or an element of a list.
  public sealed interface Place {
    void assign(Tensor value);

    @Nullable Object now();

    record Field(Instance owner, String name) implements Place {
      @Override
      public void assign(Tensor value) {
        owner.setField(name, value);
      }

      @Override
      public @Nullable Object now() {
        return owner.field(name);
      }
    }

    record Element(ListValue list, int index) implements Place {
      @Override
      public void assign(Tensor value) {
        list.set(index, value);
      }

      @Override
      public @Nullable Object now() {
        return list.get(index);
      }
    }
  }

  public static ParameterSlots of(Instance model) {
    Walk walk = new Walk();
    walk.fields(model, "");
    return new ParameterSlots(List.copyOf(walk.slots));
  }

  /// Those that can be trained: of floats.
  public List<Slot> floats() {
    return all.stream().filter(s -> s.first().dtype().isFloat()).toList();
  }

  private static final class Walk {
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Tensor, Slot> known = new IdentityHashMap<>();
    private final List<Instance> open = new ArrayList<>();

    void fields(Instance model, String prefix) {
      if (open.stream().anyMatch(outer -> outer == model)) {
        return;
      }
      open.add(model);
      for (String field : model.layout.fields()) {
        visit(model.field(field), prefix + field, new Place.Field(model, field));
      }
      open.removeLast();
    }

    private void visit(@Nullable Object value, String name, Place place) {
      switch (value) {
        case Tensor t -> {
          Slot slot = known.get(t);
          if (slot == null) {
            slot = new Slot(name, t, new ArrayList<>());
            known.put(t, slot);
            slots.add(slot);
          }
          slot.places().add(place);
        }
        case ListValue list -> {
          for (int i = 0; i < list.size(); i++) {
            visit(list.get(i), name + "." + i, new Place.Element(list, i));
          }
        }
        case Instance inner when inner.type.isModel() -> fields(inner, name + ".");
        case null, default -> {}
      }
    }
  }
}
