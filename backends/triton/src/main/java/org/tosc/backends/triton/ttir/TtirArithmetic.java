package org.tosc.backends.triton.ttir;

import java.util.List;
import java.util.Map;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.Scalar;

/// What works element by element, as operations of `arith`, `math` and `tt`.
final class TtirArithmetic {
  /// The numbers of predicates in the generic form (`ArithBase.td`).
  private static final Map<String, Long> PREDICATES =
      Map.ofEntries(
          Map.entry("eq", 0L),
          Map.entry("ne", 1L),
          Map.entry("slt", 2L),
          Map.entry("sle", 3L),
          Map.entry("sgt", 4L),
          Map.entry("sge", 5L),
          Map.entry("oeq", 1L),
          Map.entry("ogt", 2L),
          Map.entry("oge", 3L),
          Map.entry("olt", 4L),
          Map.entry("ole", 5L),
          Map.entry("une", 13L));

  private TtirArithmetic() {}

  static MlirValue apply(TtirBlock block, Tile made, Fn fn, List<Tile> args) {
    List<MlirValue> operands = args.stream().map(a -> block.at(a, made.shape())).toList();
    return apply(block, fn, operands, args.getFirst().element(), TtirTypes.of(made), made.hint());
  }

  /// @param element of the operands
  static MlirValue apply(
      TtirBlock block,
      Fn fn,
      List<MlirValue> operands,
      Scalar element,
      MlirType type,
      String hint) {
    boolean isFloat = element.isFloat();
    if (fn.isComparison()) {
      String word = fn.mlir(isFloat);
      long number = PREDICATES.getOrDefault(word, 0L);
      MlirAttribute predicate = new MlirAttribute.Word(word, MlirAttribute.i64(number));
      MlirOperation.Draft draft =
          MlirOperation.named(isFloat ? "arith.cmpf" : "arith.cmpi")
              .operands(operands)
              .attribute("predicate", predicate);
      return block.emit(draft, type, hint);
    }
    return block.emit(MlirOperation.named(name(fn, element)).operands(operands), type, hint);
  }

  /// Quotients and roots of `f32` are exact by operations of Triton's own.
  private static String name(Fn fn, Scalar element) {
    if (element == Scalar.F32 && fn == Fn.DIV) {
      return "tt.precise_divf";
    }
    if (element == Scalar.F32 && fn == Fn.SQRT) {
      return "tt.precise_sqrt";
    }
    return fn.mlir(element.isFloat());
  }

  static MlirValue cast(TtirBlock block, Tile x, Scalar to, String hint) {
    return cast(block, block.value(x), x.element(), to, x.shape(), hint);
  }

  private static MlirValue cast(
      TtirBlock block, MlirValue x, Scalar from, Scalar to, List<Size> shape, String hint) {
    MlirType type = TtirTypes.of(shape, TtirTypes.of(to));
    if (x.type().equals(type)) {
      return x;
    }
    boolean isTiny = isTiny(from) || isTiny(to);
    boolean isFar = isTiny && Math.max(from.bits(), to.bits()) > Scalar.F32.bits();
    boolean isOther = from.isFloat() && to.isFloat() && from.bits() == to.bits() && !isTiny;
    if (isFar || isOther) {
      MlirValue single = cast(block, x, from, Scalar.F32, shape, hint);
      return cast(block, single, Scalar.F32, to, shape, hint);
    }
    MlirOperation.Draft draft = MlirOperation.named(name(from, to)).operands(x);
    if (isTiny && from.bits() > to.bits()) {
      draft.attribute("rounding", MlirAttribute.i32(1));
    }
    return block.emit(draft, type, hint);
  }

  private static boolean isTiny(Scalar element) {
    return element.isFloat() && element.bits() == Byte.SIZE;
  }

  private static String name(Scalar from, Scalar to) {
    boolean hasSign = from.kind() == Scalar.Kind.INT;
    if (from.isFloat() && to.isFloat()) {
      boolean isTiny = isTiny(from) || isTiny(to);
      return isTiny ? "tt.fp_to_fp" : from.bits() < to.bits() ? "arith.extf" : "arith.truncf";
    }
    if (to.isFloat()) {
      return hasSign ? "arith.sitofp" : "arith.uitofp";
    }
    if (from.isFloat()) {
      return "arith.fptosi";
    }
    return from.bits() > to.bits() ? "arith.trunci" : hasSign ? "arith.extsi" : "arith.extui";
  }
}
