package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;

/// A function with its generic arguments: numbers, types without parameters, layouts; an extent
/// known only when the program runs is [Extent#UNKNOWN] and travels as a hidden parameter.
record Instance(TFunction function, List<Object> args) {
  Instance {
    args = List.copyOf(args);
  }

  static Instance of(TFunction function, Bindings bindings) {
    return new Instance(function, bindings.of(function.generics()));
  }

  Bindings bindings() {
    return Bindings.of(function.generics(), args);
  }

  /// The extents that come as hidden parameters.
  List<GenericParam> hidden() {
    List<GenericParam> hidden = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i) instanceof Extent extent && extent.isUnknown()) {
        hidden.add(function.generics().get(i));
      }
    }
    return hidden;
  }

  /// `file.name` or `file.name<64, f32>`.
  String symbol() {
    return args.isEmpty()
        ? function.symbol()
        : function.symbol()
            + "<"
            + String.join(", ", args.stream().map(Object::toString).toList())
            + ">";
  }
}
