package org.tosc.tir.ir;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.OpRow.Operand;

/// A row of the tensor family: everything about an operation in one expression. A row starts as one
/// tensor `x`, no attributes, no arithmetic, the same bits on every engine and no gradient.
record TensorRow(
    OpRow row, ShapeRule rule, Cost.Flops flops, Tolerance tolerance, Gradient gradient) {

  static TensorRow op(String name, String doc) {
    return new TensorRow(
        new OpRow(
            "tensor",
            name,
            List.of(Rows.one("x", TypeSet.TENSOR)),
            List.of(),
            List.of(),
            Rows.none(),
            Set.of(Trait.PURE),
            doc),
        call -> List.of(call.x()),
        Cost.NONE,
        Tolerance.BITWISE,
        Gradient.NONE);
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
    return takes(Arrays.stream(names).map(TensorRow::operand).toList());
  }

  TensorRow takes(Operand operand) {
    return takes(List.of(operand));
  }

  private TensorRow takes(List<Operand> operands) {
    return changed(operands, row.attributes(), row.traits(), rule);
  }

  private static Operand operand(String name) {
    String bare = name.substring(0, name.length() - 1);
    return name.endsWith("?")
        ? Rows.optional(bare, TypeSet.TENSOR)
        : name.endsWith("…") ? Rows.many(bare, TypeSet.TENSOR) : Rows.one(name, TypeSet.TENSOR);
  }

  TensorRow with(Attr... attrs) {
    return changed(row.operands(), List.of(attrs), row.traits(), rule);
  }

  /// The rule of a row with one result.
  TensorRow shape(ShapeRule.Single one) {
    return shapes(call -> List.of(one.infer(call)));
  }

  TensorRow shapes(ShapeRule all) {
    return changed(row.operands(), row.attributes(), row.traits(), all);
  }

  TensorRow commutes() {
    return has(Trait.COMMUTATIVE);
  }

  /// The operation fails on some elements, whatever the shapes.
  TensorRow raises() {
    return has(Trait.RAISES);
  }

  private TensorRow has(Trait trait) {
    Set<Trait> traits = EnumSet.of(trait);
    traits.addAll(row.traits());
    return changed(row.operands(), row.attributes(), traits, rule);
  }

  TensorRow costs(Cost.Flops count) {
    return new TensorRow(row, rule, count, tolerance, gradient);
  }

  TensorRow within(Tolerance difference) {
    return new TensorRow(row, rule, flops, difference, gradient);
  }

  TensorRow gradient(Gradient pull) {
    return new TensorRow(row, rule, flops, tolerance, pull);
  }

  private TensorRow changed(
      List<Operand> operands, List<Attr> attributes, Set<Trait> traits, ShapeRule shapeRule) {
    String name = row.name();
    TypeRule types = (in, given) -> shapeRule.infer(new TensorCall(name, in, given));
    OpRow next =
        new OpRow(
            row.family(),
            name,
            operands,
            attributes,
            List.of(),
            Rows.inferred(types),
            traits,
            row.doc());
    return new TensorRow(next, shapeRule, flops, tolerance, gradient);
  }
}
