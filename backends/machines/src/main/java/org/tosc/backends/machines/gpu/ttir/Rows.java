package org.tosc.backends.machines.gpu.ttir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.Binary;
import org.tosc.backends.machines.gpu.tile.Comparison;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.gpu.tile.Unary;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.tir.source.Code;

/// What operations mean, by their names.
final class Rows {
  /// What an operation makes of its operands.
  @FunctionalInterface
  interface Meaning {
    List<Tile> apply(Frame frame, Operation operation);
  }

  private static final Set<String> ENDS =
      Set.of("tt.return", "tt.reduce.return", "tt.scan.return", "scf.yield", "scf.condition");

  private static final Map<String, Binary> BINARY =
      Map.ofEntries(
          Map.entry("arith.addi", Binary.ADD),
          Map.entry("arith.addf", Binary.ADD),
          Map.entry("arith.subi", Binary.SUB),
          Map.entry("arith.subf", Binary.SUB),
          Map.entry("arith.muli", Binary.MUL),
          Map.entry("arith.mulf", Binary.MUL),
          Map.entry("arith.divf", Binary.DIV),
          Map.entry("tt.precise_divf", Binary.DIV),
          Map.entry("arith.divsi", Binary.QUOTIENT),
          Map.entry("arith.divui", Binary.UNSIGNED_QUOTIENT),
          Map.entry("arith.remsi", Binary.REMAINDER),
          Map.entry("arith.remf", Binary.REMAINDER),
          Map.entry("arith.remui", Binary.UNSIGNED_REMAINDER),
          Map.entry("arith.andi", Binary.AND),
          Map.entry("arith.ori", Binary.OR),
          Map.entry("arith.xori", Binary.XOR),
          Map.entry("arith.shli", Binary.SHL),
          Map.entry("arith.shrsi", Binary.SHR),
          Map.entry("arith.shrui", Binary.UNSIGNED_SHR),
          Map.entry("arith.maxsi", Binary.MAX),
          Map.entry("arith.minsi", Binary.MIN),
          Map.entry("arith.maxui", Binary.UNSIGNED_MAX),
          Map.entry("arith.minui", Binary.UNSIGNED_MIN),
          Map.entry("arith.maxnumf", Binary.MAX),
          Map.entry("arith.minnumf", Binary.MIN),
          Map.entry("arith.maximumf", Binary.MAXIMUM),
          Map.entry("arith.minimumf", Binary.MINIMUM),
          Map.entry("math.powf", Binary.POW));

  private static final Map<String, Unary> UNARY =
      Map.ofEntries(
          Map.entry("arith.negf", Unary.NEG),
          Map.entry("math.absf", Unary.ABS),
          Map.entry("math.absi", Unary.ABS),
          Map.entry("math.exp", Unary.EXP),
          Map.entry("math.exp2", Unary.EXP2),
          Map.entry("math.expm1", Unary.EXPM1),
          Map.entry("math.log", Unary.LOG),
          Map.entry("math.log2", Unary.LOG2),
          Map.entry("math.log10", Unary.LOG10),
          Map.entry("math.log1p", Unary.LOG1P),
          Map.entry("math.sin", Unary.SIN),
          Map.entry("math.cos", Unary.COS),
          Map.entry("math.tan", Unary.TAN),
          Map.entry("math.asin", Unary.ASIN),
          Map.entry("math.acos", Unary.ACOS),
          Map.entry("math.atan", Unary.ATAN),
          Map.entry("math.tanh", Unary.TANH),
          Map.entry("math.erf", Unary.ERF),
          Map.entry("math.sqrt", Unary.SQRT),
          Map.entry("tt.precise_sqrt", Unary.SQRT),
          Map.entry("math.rsqrt", Unary.RSQRT),
          Map.entry("math.floor", Unary.FLOOR),
          Map.entry("math.ceil", Unary.CEIL),
          Map.entry("math.roundeven", Unary.ROUND_EVEN),
          Map.entry("math.trunc", Unary.TRUNC));

  /// Conversions, and whether they take whole numbers without their signs.
  private static final Map<String, Boolean> CASTS =
      Map.ofEntries(
          Map.entry("arith.extsi", false),
          Map.entry("arith.extui", true),
          Map.entry("arith.trunci", false),
          Map.entry("arith.extf", false),
          Map.entry("arith.truncf", false),
          Map.entry("arith.sitofp", false),
          Map.entry("arith.uitofp", true),
          Map.entry("arith.fptosi", false),
          Map.entry("arith.fptoui", false),
          Map.entry("arith.index_cast", false),
          Map.entry("arith.index_castui", true),
          Map.entry("tt.fp_to_fp", false),
          Map.entry("tt.int_to_ptr", false),
          Map.entry("tt.ptr_to_int", false));

  private static final List<Comparison> SIGNED =
      List.of(
          Comparison.EQ,
          Comparison.NE,
          Comparison.LT,
          Comparison.LE,
          Comparison.GT,
          Comparison.GE,
          Comparison.LT,
          Comparison.LE,
          Comparison.GT,
          Comparison.GE);

  private static final int FIRST_UNSIGNED = 6;

  /// `cmpf` from `oeq` to `one`, and from `ueq` to `une`.
  private static final List<Comparison> FLOATS =
      List.of(
          Comparison.EQ, Comparison.GT, Comparison.GE, Comparison.LT, Comparison.LE, Comparison.NE);

  private static final Map<String, Meaning> ROWS = rows();

  private Rows() {}

  private static Map<String, Meaning> rows() {
    Map<String, Meaning> rows = new HashMap<>();
    BINARY.forEach(
        (name, op) ->
            rows.put(
                name, (f, o) -> List.of(f.program().binary(op, f.operand(o, 0), f.operand(o, 1)))));
    UNARY.forEach(
        (name, op) -> rows.put(name, (f, o) -> List.of(f.program().unary(op, f.operand(o, 0)))));
    CASTS.forEach((name, isUnsigned) -> rows.put(name, (f, o) -> cast(f, o, isUnsigned)));
    rows.put("arith.cmpi", Rows::compareWholes);
    rows.put("arith.cmpf", Rows::compareFloats);
    rows.put(
        "arith.select",
        (f, o) -> List.of(f.program().select(f.operand(o, 0), f.operand(o, 1), f.operand(o, 2))));
    rows.put(
        "math.fma",
        (f, o) -> List.of(f.program().fma(f.operand(o, 0), f.operand(o, 1), f.operand(o, 2))));
    rows.put("arith.bitcast", Rows::bits);
    rows.put("tt.bitcast", Rows::bits);
    rows.put("arith.constant", Constants::of);
    rows.putAll(TileRows.ROWS);
    rows.putAll(ControlRows.ROWS);
    return Map.copyOf(rows);
  }

  static @Nullable Meaning meaning(String name) {
    return ROWS.get(name);
  }

  /// Whether an operation ends a block.
  static boolean isEnd(String name) {
    return ENDS.contains(name);
  }

  private static List<Tile> cast(Frame frame, Operation operation, boolean isUnsigned) {
    ElementType to = frame.element(operation.results().getFirst().type());
    boolean goesUnsigned = operation.is("arith.fptoui") && to instanceof DType;
    Tile from = frame.operand(operation, 0);
    if (goesUnsigned && to instanceof DType type) {
      Tile whole = frame.program().cast(from, type.unsigned(), false);
      return List.of(frame.program().cast(whole, type, true));
    }
    return List.of(frame.program().cast(from, to, isUnsigned));
  }

  private static List<Tile> bits(Frame frame, Operation operation) {
    ElementType to = frame.element(operation.results().getFirst().type());
    Tile from = frame.operand(operation, 0);
    if (from.type().bytes() != to.bytes()) {
      throw frame.fault(Code.E1703, "a bitcast keeps the number of bits");
    }
    return List.of(frame.program().bitcast(from, to));
  }

  private static List<Tile> compareWholes(Frame frame, Operation operation) {
    int predicate = (int) frame.whole(operation, "predicate");
    if (predicate < 0 || predicate >= SIGNED.size()) {
      throw frame.fault(Code.E1704, "`arith.cmpi` has no predicate " + predicate);
    }
    boolean isUnsigned = predicate >= FIRST_UNSIGNED;
    return List.of(
        frame
            .program()
            .compare(
                SIGNED.get(predicate),
                frame.operand(operation, 0),
                frame.operand(operation, 1),
                isUnsigned,
                false));
  }

  /// Predicates: false, ordered ones, `ord`, unordered ones, `uno`, true.
  private static List<Tile> compareFloats(Frame frame, Operation operation) {
    int predicate = (int) frame.whole(operation, "predicate");
    Tile a = frame.operand(operation, 0);
    Tile b = frame.operand(operation, 1);
    int ordered = predicate - 1;
    int unordered = predicate - 8;
    if (ordered >= 0 && ordered < FLOATS.size()) {
      Tile holds = frame.program().compare(FLOATS.get(ordered), a, b, false, false);
      return List.of(FLOATS.get(ordered) == Comparison.NE ? both(frame, holds, a, b) : holds);
    }
    if (unordered >= 0 && unordered < FLOATS.size()) {
      return List.of(frame.program().compare(FLOATS.get(unordered), a, b, false, true));
    }
    return switch (predicate) {
      case 7 -> List.of(ordered(frame, a, b));
      case 14 -> List.of(not(frame, ordered(frame, a, b)));
      default -> throw frame.fault(Code.E1705, "the machine compares no floats by " + predicate);
    };
  }

  private static Tile ordered(Frame frame, Tile a, Tile b) {
    Tile left = frame.program().compare(Comparison.EQ, a, a, false, false);
    Tile right = frame.program().compare(Comparison.EQ, b, b, false, false);
    return frame.program().binary(Binary.AND, left, right);
  }

  private static Tile both(Frame frame, Tile holds, Tile a, Tile b) {
    return frame.program().binary(Binary.AND, holds, ordered(frame, a, b));
  }

  private static Tile not(Frame frame, Tile tile) {
    return frame.program().binary(Binary.XOR, tile, Tile.scalar(DType.I1, 1L));
  }

  /// A word or a number of an attribute: pretty forms have words, generic ones numbers.
  static String word(Frame frame, Operation operation, String key, Map<Long, String> words) {
    return switch (operation.attribute(key)) {
      case Attribute.Text(String text) -> text;
      case Attribute.Int(long value, var _) when words.containsKey(value) -> words.get(value);
      case null -> "";
      case Attribute other -> throw frame.fault(Code.E1704, "`" + key + "` is not `" + other + "`");
    };
  }
}
