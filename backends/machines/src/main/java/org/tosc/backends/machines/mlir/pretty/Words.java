package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;

/// Attributes that formats write in words of their own: `<predicate:cmpi>` is `slt` for 2.
final class Words {
  private static final List<String> CMPI =
      List.of("eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge");
  private static final List<String> CMPF =
      List.of(
          "false", "oeq", "ogt", "oge", "olt", "ole", "one", "ord", "ueq", "ugt", "uge", "ult",
          "ule", "une", "uno", "true");
  private static final List<String> ROUNDING =
      List.of("to_nearest_even", "downward", "upward", "toward_zero", "to_nearest_away");
  static final List<String> ATOMIC =
      List.of(
          "addf",
          "addi",
          "assign",
          "maximumf",
          "maxs",
          "maxu",
          "minimumf",
          "mins",
          "minu",
          "mulf",
          "muli",
          "ori",
          "andi",
          "maxnumf",
          "minnumf");

  private Words() {}

  static Attribute read(String kind, Parser in) {
    return switch (kind) {
      case "attr", "list64a" -> in.attribute();
      case "cmpi" -> oneOf(CMPI, 64, in);
      case "cmpf" -> oneOf(CMPF, 64, in);
      case "rounding" -> oneOf(ROUNDING, 32, in);
      case "atomic" -> oneOf(ATOMIC, 64, in);
      case "i64" -> new Attribute.Int(in.integer(), Type.i(64));
      case "i32" -> new Attribute.Int(in.integer(), Type.i(32));
      case "index" -> new Attribute.Int(in.integer(), new Type.Index());
      case "symbol" -> in.symbol();
      case "string" -> new Attribute.Text(in.string());
      case "list64" -> integers(in);
      case "list64b" -> bracketed(in);
      case "vector.kind" -> new Attribute.Dialect(kind, in.body(), null);
      case "gpu.dim" -> gpu("dim", in);
      case "gpu.shuffle_mode" -> gpu("shuffle_mode", in);
      case "mma" -> gpu("mma_element_wise", in);
      default -> throw new IllegalArgumentException("`" + kind + "` in a format");
    };
  }

  private static Attribute gpu(String what, Parser in) {
    return new Attribute.Dialect("gpu", what + " " + in.cursor().word("a word"), null);
  }

  private static Attribute oneOf(List<String> words, int width, Parser in) {
    int found = words.indexOf(in.cursor().peek());
    if (found < 0) {
      throw in.fail(
          "one of `" + String.join("`, `", words) + "` is expected, not " + in.cursor().found());
    }
    in.cursor().next();
    return new Attribute.Int(found, Type.i(width));
  }

  /// `["parallel"]` as `[#linalg.iterator_type<parallel>]`.
  static Attribute iterators(Attribute given, String dialect) {
    if (!(given instanceof Attribute.Array(List<Attribute> items))) {
      return given;
    }
    return new Attribute.Array(
        items.stream()
            .map(
                item ->
                    item instanceof Attribute.Text(String word)
                        ? new Attribute.Dialect(dialect + ".iterator_type", word, null)
                        : item)
            .toList());
  }

  static boolean isRounding(String word) {
    return ROUNDING.contains(word);
  }

  private static Attribute integers(Parser in) {
    List<Long> all = new ArrayList<>();
    while (in.cursor().atInteger() || in.at("-")) {
      all.add(in.integer());
      if (!in.accept(",")) {
        break;
      }
    }
    return Draft.integers(64, all.stream().mapToLong(Long::longValue).toArray());
  }

  static Attribute bracketed(Parser in) {
    in.expect("[");
    Attribute all = integers(in);
    in.expect("]");
    return all;
  }
}
