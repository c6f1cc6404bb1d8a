package org.tosc.backends.machines.mlir.exec;

import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;

/// How reductions and atomic operations combine two numbers, by the names that MLIR gives.
final class Combine {
  /// Names of `#vector.kind` and of gpu's reductions: the operation on floats, and on integers.
  private static final Map<String, List<String>> KINDS =
      Map.ofEntries(
          Map.entry("add", List.of("arith.addf", "arith.addi")),
          Map.entry("mul", List.of("arith.mulf", "arith.muli")),
          Map.entry("minui", List.of("", "arith.minui")),
          Map.entry("minsi", List.of("", "arith.minsi")),
          Map.entry("maxui", List.of("", "arith.maxui")),
          Map.entry("maxsi", List.of("", "arith.maxsi")),
          Map.entry("minnumf", List.of("arith.minnumf", "")),
          Map.entry("maxnumf", List.of("arith.maxnumf", "")),
          Map.entry("minimumf", List.of("arith.minimumf", "")),
          Map.entry("maximumf", List.of("arith.maximumf", "")),
          Map.entry("and", List.of("", "arith.andi")),
          Map.entry("or", List.of("", "arith.ori")),
          Map.entry("xor", List.of("", "arith.xori")));

  /// The numbers of arith's atomic kinds.
  private static final List<String> ATOMIC =
      List.of(
          "arith.addf",
          "arith.addi",
          "assign",
          "arith.maximumf",
          "arith.maxsi",
          "arith.maxui",
          "arith.minimumf",
          "arith.minsi",
          "arith.minui",
          "arith.mulf",
          "arith.muli",
          "arith.ori",
          "arith.andi",
          "arith.maxnumf",
          "arith.minnumf");

  private Combine() {}

  private static @Nullable LongBinaryOperator meaning(String name, Type type) {
    return type instanceof Type.Floating(FloatKind kind)
        ? FloatMeaning.binary(name, kind)
        : IntMeaning.binary(name, Cell.width(type));
  }

  /// Of a `kind` or `op` attribute, such as `#vector.kind<add>`.
  static LongBinaryOperator of(Site site, @Nullable Attribute kind, Type type) {
    String body = kind instanceof Attribute.Dialect(var n, String b, var t) && b != null ? b : "";
    String word = body.substring(body.lastIndexOf(' ') + 1);
    List<String> names = KINDS.getOrDefault(word, List.of("", ""));
    LongBinaryOperator found = meaning(names.get(type instanceof Type.Floating ? 0 : 1), type);
    if (found == null) {
      throw site.unsupported("it cannot combine `" + type + "` by `" + kind + "`");
    }
    return found;
  }

  static LongBinaryOperator atomic(Site site, long kind, Type type) {
    String name = kind >= 0 && kind < ATOMIC.size() ? ATOMIC.get((int) kind) : "";
    LongBinaryOperator found = name.equals("assign") ? (a, b) -> b : meaning(name, type);
    if (found == null) {
      throw site.unsupported("it cannot combine `" + type + "` by kind " + kind);
    }
    return found;
  }

  /// What changes nothing when it is combined.
  static long neutral(Site site, long kind, Type type) {
    String name = kind >= 0 && kind < ATOMIC.size() ? ATOMIC.get((int) kind) : "";
    long mask = IntMeaning.mask(Cell.width(type));
    double real =
        switch (name) {
          case "arith.addf" -> 0;
          case "arith.mulf" -> 1;
          case "arith.maximumf", "arith.maxnumf" -> Double.NEGATIVE_INFINITY;
          default -> Double.POSITIVE_INFINITY;
        };
    if (type instanceof Type.Floating(FloatKind form)) {
      return form.encode(real);
    }
    return switch (name) {
      case "arith.muli" -> 1;
      case "arith.andi", "arith.minui" -> mask;
      case "arith.minsi" -> mask >>> 1;
      case "arith.maxsi" -> (mask >>> 1) + 1 & mask;
      case "arith.addi", "arith.ori", "arith.maxui" -> 0;
      default -> throw site.unsupported("it cannot combine `" + type + "` by kind " + kind);
    };
  }

  static long atomic(Site site, long kind, Type type, long before, long value) {
    return atomic(site, kind, type).applyAsLong(before, value);
  }
}
