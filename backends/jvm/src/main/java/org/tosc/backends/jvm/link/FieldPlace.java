package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Layout;

/// Where instances of a layout have a field, as a member site remembers it; for a write that adds
/// the field or changes its bank, also the layout after it.
final class FieldPlace {
  /// So many uses make a place worth a target of its own.
  private static final int HOT = 100;

  /// The place of no layout that any instance has.
  static final FieldPlace NONE =
      new FieldPlace(Layout.root(java.util.List.of("")), 0, Layout.root(java.util.List.of("")));

  final Layout layout;
  final Layout next;
  final Layout.Bank bank;
  final int index;
  private int uses;

  FieldPlace(Layout layout, int slot, Layout next) {
    this.layout = layout;
    this.next = next;
    this.bank = next.bank(slot);
    this.index = next.index(slot);
  }

  @Nullable Object read(Instance instance) {
    return switch (bank) {
      case UNSET -> null;
      case OBJECTS -> instance.fields[index];
      case LONGS -> (Object) instance.numbers[index];
      case DOUBLES -> (Object) Double.longBitsToDouble(instance.numbers[index]);
    };
  }

  /// Whether this says how to assign a value to instances of a layout.
  boolean writes(Layout of, @Nullable Object value) {
    return layout == of && bank.takes(value);
  }

  void write(Instance instance, @Nullable Object value) {
    instance.set(next, bank, index, value);
  }

  /// Counts a use; true once, when it becomes hot.
  boolean becomesHot() {
    return ++uses == HOT;
  }
}
