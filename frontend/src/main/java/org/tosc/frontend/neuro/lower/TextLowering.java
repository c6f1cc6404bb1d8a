package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nests;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Lowers values to their text: `print` and `str`. Types are known, so the text of a struct is put
/// together when the program is compiled: `Point { x: 1, y: 2 }`.
final class TextLowering {
  private final FunctionLowering in;

  TextLowering(FunctionLowering in) {
    this.in = in;
  }

  /// The value as a text, or as a host value that prints as its text.
  Value text(Value value, Ty type, Span span) {
    List<Value> parts = new ArrayList<>();
    add(parts, value, type, span);
    return parts.size() == 1
        ? parts.getFirst()
        : in.f.op(HostOp.CONCAT, Attributes.NONE, span, parts).result();
  }

  /// The same with a text in quotes.
  Value shown(Value value, Ty type, Span span) {
    List<Value> parts = new ArrayList<>();
    quoted(parts, value, type, span);
    return in.f.op(HostOp.CONCAT, Attributes.NONE, span, parts).result();
  }

  private void add(List<Value> parts, Value value, Ty type, Span span) {
    switch (type) {
      case Ty.Prim(Scalar scalar) -> parts.add(scalar(value, scalar, span));
      case Ty.Basic basic -> {
        switch (basic) {
          case UNIT -> word(parts, "()", span);
          case DEVICE -> parts.add(device(value, span));
          case STR, MODEL, NEVER, ERROR -> parts.add(value);
        }
      }
      case Ty.Tuple(var items) -> {
        word(parts, "(", span);
        for (int i = 0; i < items.size(); i++) {
          word(parts, i == 0 ? "" : ", ", span);
          quoted(parts, in.patterns.item(value, i, span), items.get(i), span);
        }
        word(parts, items.size() == 1 ? ",)" : ")", span);
      }
      case Ty.Array(var element, var length) ->
          array(parts, value, element, TypeLowering.number(length), span);
      case Ty.Named named -> named(parts, value, named, span);
      case Ty.Tensor _, Ty.View _ -> parts.add(in.library.toTensor(value, span));
      case Ty.Tile _ -> parts.add(in.library.toTensor(stored(value, span), span));
      case Ty.Range(var element) -> {
        add(parts, in.patterns.item(value, 0, span), element, span);
        Value dots =
            in.op(
                CoreOp.SELECT,
                span,
                in.patterns.item(value, 2, span),
                in.expressions.text("..=", span),
                in.expressions.text("..", span));
        parts.add(dots);
        add(parts, in.patterns.item(value, 1, span), element, span);
      }
      case Ty.Fn _ -> word(parts, type.toString(), span);
      case Ty.Param _, Ty.Open _ -> throw new IllegalStateException("a value of type " + type);
    }
  }

  private Value device(Value value, Span span) {
    Value open = in.expressions.text("device::get(", span);
    Value close = in.expressions.text(")", span);
    Value one = in.f.op(HostOp.CONCAT, Attributes.NONE, span, List.of(open, value, close)).result();
    Value all = in.expressions.text("Device::ALL", span);
    Value isAll = in.op(CoreOp.EQ, span, value, in.number(-1, span));
    return in.op(CoreOp.SELECT, span, isAll, all, one);
  }

  private void word(List<Value> parts, String text, Span span) {
    if (!text.isEmpty()) {
      parts.add(in.expressions.text(text, span));
    }
  }

  /// Texts inside other values stand in quotes.
  private void quoted(List<Value> parts, Value value, Ty type, Span span) {
    boolean isText = type == Ty.Basic.STR;
    word(parts, isText ? "\"" : "", span);
    add(parts, value, type, span);
    word(parts, isText ? "\"" : "", span);
  }

  /// Numbers print as the shortest text that reads back in their own format.
  private Value scalar(Value value, Scalar type, Span span) {
    return switch (type.kind()) {
      case BOOL -> value;
      case INT -> Nests.cast(in.f, span, value, Scalar.I64);
      case UINT ->
          type == Scalar.U64 ? unsigned(value, span) : Nests.cast(in.f, span, value, Scalar.I64);
      case FLOAT, BLOCK -> {
        Value wide = Nests.cast(in.f, span, value, Scalar.F64);
        yield type == Scalar.F64
            ? wide
            : in.library.builtin(
                "$digits",
                HostType.STR,
                span,
                wide,
                in.expressions.text(type.kind() == Scalar.Kind.BLOCK ? "f32" : type.text(), span));
      }
    };
  }

  /// All digits but the last fit an i64, and so does the last one.
  private Value unsigned(Value value, Span span) {
    Value ten = in.constant(Scalar.U64, Attribute.of(10L), span);
    Value front = Nests.cast(in.f, span, in.op(CoreOp.QUOT, span, value, ten), Scalar.I64);
    Value last = Nests.cast(in.f, span, in.op(CoreOp.REM, span, value, ten), Scalar.I64);
    Value none = in.expressions.text("", span);
    Value digits = in.f.op(HostOp.CONCAT, Attributes.NONE, span, List.of(none, front)).result();
    Value isShort = in.op(CoreOp.EQ, span, front, in.number(0, span));
    Value start = in.op(CoreOp.SELECT, span, isShort, none, digits);
    return in.f.op(HostOp.CONCAT, Attributes.NONE, span, List.of(start, last)).result();
  }

  /// Elements in a loop that joins their texts.
  private void array(List<Value> parts, Value array, Ty element, long length, Span span) {
    Value text = in.slot(HostType.STR, in.expressions.text("[", span), span);
    in.expressions.count(
        in.number(0, span),
        in.number(length, span),
        CoreOp.LT,
        span,
        i -> {
          Value first = in.op(CoreOp.EQ, span, i, in.number(0, span));
          Value comma =
              in.op(
                  CoreOp.SELECT,
                  span,
                  first,
                  in.expressions.text("", span),
                  in.expressions.text(", ", span));
          List<Value> pieces = new ArrayList<>(List.of(in.get(text, span), comma));
          quoted(pieces, in.op(CoreOp.ELEMENT, span, array, i), element, span);
          in.set(text, in.f.op(HostOp.CONCAT, Attributes.NONE, span, pieces).result(), span);
        });
    parts.add(in.get(text, span));
    word(parts, "]", span);
  }

  private void named(List<Value> parts, Value value, Ty.Named type, Span span) {
    Declared declared = type.declared();
    Bindings bindings = Bindings.of(declared.params(), type.args());
    if (!declared.isEnum()) {
      variant(parts, value, declared.variants().getFirst(), 0, bindings, declared.name(), span);
      return;
    }
    Value text = in.slot(HostType.STR, in.expressions.text("", span), span);
    Value tag = in.patterns.item(value, 0, span);
    for (int i = 0; i < declared.variants().size(); i++) {
      Declared.Variant variant = declared.variants().get(i);
      int first = TypeLowering.firstField(declared, i);
      in.branch(
          in.op(CoreOp.EQ, span, tag, in.number(i, span)),
          span,
          () -> {
            List<Value> pieces = new ArrayList<>();
            String name = declared.name() + "::" + variant.name();
            variant(pieces, value, variant, first, bindings, name, span);
            in.set(text, in.f.op(HostOp.CONCAT, Attributes.NONE, span, pieces).result(), span);
          },
          () -> {});
    }
    parts.add(in.get(text, span));
  }

  private void variant(
      List<Value> parts,
      Value value,
      Declared.Variant variant,
      int first,
      Bindings bindings,
      String name,
      Span span) {
    word(parts, name, span);
    if (variant.fields().isEmpty()) {
      return;
    }
    word(parts, variant.named() ? " { " : "(", span);
    for (int i = 0; i < variant.fields().size(); i++) {
      Declared.Field field = variant.fields().get(i);
      word(parts, (i == 0 ? "" : ", ") + (variant.named() ? field.name() + ": " : ""), span);
      Value item = in.patterns.item(value, first + i, span);
      quoted(parts, item, bindings.apply(field.type()), span);
    }
    word(parts, variant.named() ? " }" : ")", span);
  }

  /// A tile in memory of its own.
  private Value stored(Value tile, Span span) {
    TileType type = (TileType) tile.type();
    BufferType memory =
        new BufferType(
            type.shape().stream().map(Dim::of).toList(), type.element(), TypeLowering.GLOBAL);
    Value buffer =
        in.f.opOf(KernelOp.ALLOC, List.of(memory), Attributes.NONE, span, List.of()).result();
    List<Value> operands = new ArrayList<>(List.of(buffer, tile));
    type.shape().forEach(e -> operands.add(in.number(0, span)));
    in.f.op(KernelOp.TILE_STORE, Attributes.of("bounds", Attribute.of("proved")), span, operands);
    return buffer;
  }
}
