package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;

/// The TIR type of a type without generic parameters.
///
/// `index` is i64, a struct is the tuple of its fields, an enum the tuple of its tag (i64) and the
/// fields of all variants, a range the tuple of its ends and whether the second belongs to it. The
/// unit has no value; inside of others it is the empty tuple.
final class TypeLowering {
  static final String GLOBAL = "global";

  private TypeLowering() {}

  static Type of(Ty type) {
    return switch (type.settled()) {
      case Ty.Prim(Scalar scalar) -> scalar == Scalar.INDEX ? Scalar.I64 : scalar;
      case Ty.Basic basic ->
          switch (basic) {
            case STR -> HostType.STR;
            case UNIT, NEVER -> new TupleType(List.of());
            case DEVICE -> Scalar.I64;
            case MODEL -> HostType.ANY;
            case ERROR -> throw new IllegalStateException("a program with errors");
          };
      case Ty.Tuple(var items) -> new TupleType(items.stream().map(TypeLowering::of).toList());
      case Ty.Array(var element, var length) -> new ArrayType(of(element), number(length));
      case Ty.Fn(var params, var result) ->
          new CodeType(params.stream().map(TypeLowering::of).toList(), results(result));
      case Ty.Range(var element) -> new TupleType(List.of(of(element), of(element), Scalar.I1));
      case Ty.Named named -> new TupleType(items(named));
      case Ty.Tile(var shape, var element, var layout) ->
          new TileType(
              shape.stream().map(TypeLowering::number).toList(), scalar(element), text(layout));
      case Ty.Tensor(var shape, var element) ->
          new BufferType(dims(shape), scalar(element), Layout.ROW, GLOBAL);
      case Ty.View(var shape, var element, var layout, _) ->
          new BufferType(dims(shape), scalar(element), layout(layout), GLOBAL);
      case Ty.Param p -> throw new IllegalStateException("`" + p + "` is not bound");
      case Ty.Open o -> throw new IllegalStateException("`" + o + "` is not decided");
    };
  }

  /// The types of the results of a function: none for the unit.
  static List<Type> results(Ty result) {
    return result == Ty.Basic.UNIT || result == Ty.Basic.NEVER ? List.of() : List.of(of(result));
  }

  static Scalar scalar(Ty element) {
    return (Scalar) of(element);
  }

  static long number(Extent extent) {
    return extent.constant().orElseThrow(() -> new IllegalStateException(extent + " is no number"));
  }

  private static List<Dim> dims(List<Extent> shape) {
    return shape.stream()
        .map(e -> e.constant().isPresent() ? Dim.of(e.constant().getAsLong()) : Dim.unknown())
        .toList();
  }

  private static Layout layout(TileLayout layout) {
    return switch (layout) {
      case TileLayout.RowMajor _ -> Layout.ROW;
      case TileLayout.ColMajor _ -> Layout.COL;
      case TileLayout.Blocked _, TileLayout.Swizzled _, TileLayout.Generic _ -> Layout.STRIDED;
    };
  }

  private static String text(TileLayout layout) {
    return switch (layout) {
      case TileLayout.RowMajor _ -> TileType.ROW;
      case TileLayout.ColMajor _ -> "col";
      case TileLayout.Blocked(var rows, var columns) -> "blocked_" + rows + "x" + columns;
      case TileLayout.Swizzled(var bits) -> "swizzled_" + bits;
      case TileLayout.Generic g -> throw new IllegalStateException("`" + g + "` is not bound");
    };
  }

  /// What the tuple of a struct or enum holds.
  static List<Type> items(Ty.Named type) {
    return itemTypes(type).stream().map(TypeLowering::of).toList();
  }

  /// The same as types of the language; the tag of an enum comes first.
  static List<Ty> itemTypes(Ty.Named type) {
    Declared declared = type.declared();
    Bindings bindings = Bindings.of(declared.params(), type.args());
    List<Ty> items = new ArrayList<>();
    if (declared.isEnum()) {
      items.add(Ty.Prim.I64);
    }
    for (Declared.Variant variant : declared.variants()) {
      variant.fields().forEach(f -> items.add(bindings.apply(f.type())));
    }
    return items;
  }

  /// Where the fields of a variant begin in the tuple of its enum.
  static int firstField(Declared declared, int variant) {
    int first = 1;
    for (int i = 0; i < variant; i++) {
      first += declared.variants().get(i).fields().size();
    }
    return first;
  }

  /// The integers from the one with 64 bits.
  static @Nullable Scalar integer(Ty type) {
    Scalar scalar = type.scalar();
    return scalar != null && scalar.isInteger() ? scalar : null;
  }
}
