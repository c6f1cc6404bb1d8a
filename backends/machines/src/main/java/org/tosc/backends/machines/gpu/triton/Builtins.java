package org.tosc.backends.machines.gpu.triton;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.DType;

/// What modules have, by full names.
final class Builtins {
  /// Functions of Python that kernels use.
  static final Set<String> PYTHON =
      Set.of("min", "max", "abs", "len", "range", "float", "int", "bool", "print", "tuple");

  private static final String LANGUAGE = "triton.language";

  /// Modules whose functions are those of `triton.language`, the longest first.
  private static final List<String> SAME =
      List.of(
          "triton.language.extra.cuda.libdevice.",
          "triton.language.extra.libdevice.",
          "triton.language.standard.",
          "triton.language.random.",
          "triton.language.math.",
          "triton.language.core.",
          "triton.language.",
          "triton.");

  private static final Set<String> MODULES =
      Set.of(
          "triton",
          LANGUAGE,
          "triton.language.math",
          "triton.language.extra",
          "triton.language.extra.cuda",
          "triton.language.extra.libdevice",
          "triton.language.extra.cuda.libdevice",
          "triton.language.standard",
          "triton.language.random",
          "triton.language.core");

  /// Names that are no functions.
  private static final Set<String> WORDS =
      Set.of(
          "constexpr",
          "tensor",
          "dtype",
          "PropagateNan",
          "jit",
          "autotune",
          "heuristics",
          "Config",
          "testing",
          "runtime",
          "tools",
          "const",
          "pointer_type",
          "NONE",
          "ALL",
          "void",
          "tuple");

  private static final Map<String, Builtin> ROWS = rows();

  private Builtins() {}

  private static Map<String, Builtin> rows() {
    List<List<Builtin>> tables =
        List.of(
            ProgramBuiltins.ROWS,
            ShapeBuiltins.ROWS,
            MathBuiltins.ROWS,
            MemoryBuiltins.ROWS,
            ReduceBuiltins.ROWS,
            ProductBuiltins.ROWS,
            PythonBuiltins.ROWS);
    Map<String, Builtin> rows = new HashMap<>();
    tables.forEach(table -> table.forEach(row -> rows.put(row.name(), row)));
    return Map.copyOf(rows);
  }

  /// The function of a full name; null where there is none.
  static @Nullable Builtin find(String full) {
    return ROWS.get(shortened(full));
  }

  private static String shortened(String full) {
    for (String module : SAME) {
      if (full.startsWith(module)) {
        return full.substring(module.length());
      }
    }
    return full;
  }

  /// What a module has under a name.
  static Value member(String module, String name) {
    DType type = DType.named(name);
    if (type != null && module.startsWith("triton")) {
      return new Value.TypeName(type);
    }
    if ("python".equals(module)) {
      return new Value.Known("python." + name);
    }
    return new Value.Known(module + "." + name);
  }

  /// Whether a module of Triton has a name; of others nothing is known.
  static boolean isThere(String full) {
    boolean isTriton = full.startsWith("triton.") || "triton".equals(full);
    if (!isTriton || MODULES.contains(full) || find(full) != null) {
      return true;
    }
    String name = full.substring(full.lastIndexOf('.') + 1);
    return WORDS.contains(name) || DType.named(name) != null || full.contains("PropagateNan");
  }

  /// A name like one that there is not.
  static String hint(String full) {
    Set<String> names = new TreeSet<>();
    ROWS.keySet().stream().filter(n -> !n.contains(".")).forEach(names::add);
    for (DType type : DType.values()) {
      names.add(type.text());
    }
    return Nearest.hint(full.substring(full.lastIndexOf('.') + 1), names);
  }
}
