package org.tosc.frontend.pseudocode.types;

import java.util.List;
import java.util.Set;

/// What built-ins give, where that is known before they run.
public final class BuiltinTypes {
  private static final Set<String> INT =
      Set.of(
          "len",
          "int",
          "ord",
          "char_code",
          "popcount",
          "clz",
          "ctz",
          "rotl",
          "rotr",
          "randint",
          "random_int",
          "crc32");
  private static final Set<String> FLOAT = Set.of("float", "rand", "random", "time", "clock");
  private static final Set<String> FLOAT_OF_NUMBER =
      Set.of(
          "sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "log2", "log10",
          "tanh", "sinh", "cosh", "cbrt");
  private static final Set<String> STR =
      Set.of(
          "str",
          "upper",
          "lower",
          "trim",
          "strip",
          "join",
          "replace",
          "chr",
          "char",
          "char_at",
          "substr",
          "type",
          "read_file",
          "json_stringify",
          "hex",
          "bin",
          "format");
  private static final Set<String> BOOL =
      Set.of(
          "contains",
          "starts_with",
          "startswith",
          "ends_with",
          "endswith",
          "has_key",
          "dict_has",
          "is_nil",
          "file_exists",
          "bool");
  private static final Set<String> LIST =
      Set.of(
          "split",
          "keys",
          "values",
          "map",
          "filter",
          "sort",
          "sorted",
          "reversed",
          "list",
          "zip",
          "enumerate",
          "items",
          "entries",
          "unique",
          "flatten");

  private BuiltinTypes() {}

  /// The type of a built-in's result for arguments that are no tensors, or may be.
  static Ty result(String name, List<Ty> arguments) {
    boolean single = arguments.size() == 1;
    if (single && arguments.getFirst().isNumber() && FLOAT_OF_NUMBER.contains(name)) {
      return Ty.FLOAT;
    }
    if (arguments.stream().anyMatch(Ty::mayBeTensor)
        && !name.equals("len")
        && !name.equals("str")
        && !name.equals("int")
        && !name.equals("float")
        && !name.equals("type")) {
      return Ty.ANY;
    }
    return switch (name) {
      case "abs" ->
          single && arguments.getFirst().isNumber() ? arguments.getFirst().widened() : Ty.ANY;
      case "min", "max" -> extreme(arguments);
      case "range" -> Ty.RANGE;
      case "dict" -> Ty.DICT;
      case "floor", "ceil", "round" -> Ty.ANY;
      default ->
          INT.contains(name)
              ? Ty.INT
              : FLOAT.contains(name)
                  ? floatSource(name, arguments)
                  : STR.contains(name)
                      ? Ty.STR
                      : BOOL.contains(name) ? Ty.BOOL : LIST.contains(name) ? Ty.LIST : Ty.ANY;
    };
  }

  /// `rand()` is a number, `rand([2, 3])` a tensor.
  private static Ty floatSource(String name, List<Ty> arguments) {
    return arguments.isEmpty() || name.equals("float") ? Ty.FLOAT : Ty.ANY;
  }

  private static Ty extreme(List<Ty> arguments) {
    if (arguments.size() < 2) {
      return Ty.ANY;
    }
    if (arguments.stream().allMatch(a -> a instanceof Ty.Int)) {
      return Ty.INT;
    }
    return arguments.stream().allMatch(a -> a == Ty.FLOAT) ? Ty.FLOAT : Ty.ANY;
  }
}
