package org.tosc.tir.ir;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.OpRow.Operand;

/// A row of the tensor family while it is written: everything about the operation in one
/// expression. A row starts as one tensor `x`, no attributes, no arithmetic, the same bits on every
/// engine.
final class TensorRow {
  private final String name;
  private final String doc;
  private final Set<Trait> traits = EnumSet.of(Trait.PURE);
  private List<Operand> operands = List.of(Rows.one("x", TypeSet.TENSOR));
  private List<Attr> attributes = List.of();
  private ShapeRule shape = call -> List.of(call.x());
  private Cost.Flops flops = Cost.NONE;
  private Tolerance tolerance = Tolerance.BITWISE;
  private Gradient gradient = Gradient.NONE;

  private TensorRow(String name, String doc) {
    this.name = name;
    this.doc = doc;
  }

  static TensorRow op(String name, String doc) {
    return new TensorRow(name, doc);
  }

  /// A row of two tensors `a` and `b`, one operation per element.
  static TensorRow binary(String name, String doc) {
    return op(name, doc).takes("a", "b").costs(Cost.perResult(1));
  }

  /// A row of one tensor `x`, one operation per element.
  static TensorRow unary(String name, String doc) {
    return op(name, doc).costs(Cost.perResult(1));
  }

  /// An elementary function.
  static TensorRow function(String name, int flops, int ulps, String doc) {
    return op(name, doc)
        .shape(BroadcastRules::elementary)
        .costs(Cost.perResult(flops))
        .within(Tolerance.ulps(ulps));
  }

  /// A reduction of some axes.
  static TensorRow reduction(String name, String doc) {
    return op(name, doc).with(TensorAttrs.AXES, TensorAttrs.KEEPDIMS).costs(Cost.perOperand(1));
  }

  /// Tensors by name; one with `?` may be absent, one with `…` repeats.
  TensorRow takes(String... names) {
    operands = java.util.Arrays.stream(names).map(TensorRow::operand).toList();
    return this;
  }

  TensorRow takes(Operand operand) {
    operands = List.of(operand);
    return this;
  }

  private static Operand operand(String name) {
    String bare = name.substring(0, name.length() - 1);
    return name.endsWith("?")
        ? Rows.optional(bare, TypeSet.TENSOR)
        : name.endsWith("…") ? Rows.many(bare, TypeSet.TENSOR) : Rows.one(name, TypeSet.TENSOR);
  }

  TensorRow with(Attr... attrs) {
    attributes = List.of(attrs);
    return this;
  }

  /// The rule of a row with one result.
  TensorRow shape(ShapeRule.Single rule) {
    shape = call -> List.of(rule.infer(call));
    return this;
  }

  TensorRow shapes(ShapeRule rule) {
    shape = rule;
    return this;
  }

  TensorRow costs(Cost.Flops count) {
    flops = count;
    return this;
  }

  TensorRow within(Tolerance difference) {
    tolerance = difference;
    return this;
  }

  TensorRow commutes() {
    traits.add(Trait.COMMUTATIVE);
    return this;
  }

  /// The operation fails on some elements, whatever the shapes.
  TensorRow raises() {
    traits.add(Trait.RAISES);
    return this;
  }

  TensorRow gradient(Gradient rule) {
    gradient = rule;
    return this;
  }

  Gradient gradient() {
    return gradient;
  }

  Cost.Flops flops() {
    return flops;
  }

  Tolerance tolerance() {
    return tolerance;
  }

  OpRow finish() {
    ShapeRule rule = shape;
    TypeRule types = (in, attributes) -> rule.infer(new TensorCall(name, in, attributes));
    return new OpRow(
        "tensor", name, operands, attributes, List.of(), Rows.inferred(types), traits, doc);
  }
}
