package org.tosc.backends.jvm.code;

import java.util.Map;

/// The kinds of values (as `type` names them) that one Java class holds all values of.
final class Kinds {
  private static final Map<String, String> CLASSES =
      Map.of(
          "int", "java/lang/Long",
          "float", "java/lang/Double",
          "bool", "java/lang/Boolean",
          "string", "org/tosc/rt/value/Text",
          "list", "org/tosc/rt/value/ListValue",
          "dict", "org/tosc/rt/value/DictValue",
          "range", "org/tosc/rt/value/RangeValue",
          "tensor", "org/tosc/rt/tensor/Tensor",
          "error", "org/tosc/rt/value/ErrorValue");

  private Kinds() {}

  /// The class whose instances are exactly the values of a kind; empty where there is none.
  static String test(String kind) {
    return CLASSES.getOrDefault(kind, "");
  }
}
