package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;

/// A value that another module defines, such as a loaded model or a dataset. Guest code can ask for
/// its kind and its members, call its methods, call it, and print it (`toString`).
public interface ForeignValue {
  /// What `type(x)` says; one of the language's kinds, usually `model`.
  String kind();

  /// The member `value.name`, or [Missing#VALUE]; a method is a [FunctionValue].
  @Nullable Object member(String name);

  /// What `value(args)` runs, or null if the value cannot be called.
  @Nullable FunctionValue asFunction();
}
