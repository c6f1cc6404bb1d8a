package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Functions that take and give tiles and scalars, and calls of them: by name, and by address.
final class KernelHelpers {
  private final KernelScope scope;
  private final KernelTiles tiles;
  private final Choices c;

  KernelHelpers(KernelScope scope, KernelTiles tiles) {
    this.scope = scope;
    this.tiles = tiles;
    this.c = scope.c;
  }

  /// Makes a function; it may call those that were made before.
  static void define(KernelContext context) {
    KernelScope scope = new KernelScope(context, context.prefix + ".h" + context.helpers.size());
    Choices c = context.choices;
    int params = 1 + c.below(2);
    for (int i = 0; i < params; i++) {
      TileType type = TileType.of(c.pick(KernelScalars.TYPES), 1L + c.below(4), 1L + c.below(5));
      scope.tiles.add(scope.f.param(type));
    }
    scope.scalars.add(scope.f.param(c.pick(KernelScalars.TYPES)));
    if (c.rarely(3)) {
      scope.scalars.add(
          scope.op(KernelOp.PROGRAM_ID, Attributes.of("axis", Attribute.of((long) c.below(2)))));
    }
    new KernelBody(scope).statements(1 + c.below(2), 1);
    List<Value> results = new ArrayList<>(List.of(scope.tiles.getLast()));
    if (c.coin()) {
      results.add(c.pick(scope.scalars));
    }
    if (c.rarely(3)) {
      results.add(c.pick(scope.tiles));
    }
    scope.act(CoreOp.RETURN, Attributes.NONE, results);
    Function made = scope.f.finish(Value.types(results), Attributes.NONE, Span.NONE);
    context.helpers.add(made);
    context.functions.add(made);
  }

  void call() {
    if (scope.context.helpers.isEmpty()) {
      return;
    }
    Function target = c.pick(scope.context.helpers);
    List<Value> arguments = new ArrayList<>();
    for (Value param : target.params()) {
      arguments.add(
          param.type() instanceof TileType type
              ? tiles.tile(type)
              : new KernelScalars(scope, scope.scalars).make((Scalar) param.type(), 1));
    }
    Operation call = c.coin() ? byName(target, arguments) : byAddress(target, arguments);
    for (Value result : call.results()) {
      if (result.type() instanceof TileType) {
        scope.tiles.add(result);
        tiles.show(result);
      } else {
        scope.scalars.add(result);
      }
    }
  }

  private Operation byName(Function target, List<Value> arguments) {
    Attributes callee = Attributes.of("callee", new Attribute.Symbol(target.symbol()));
    return make(CoreOp.CALL, target.results(), callee, arguments);
  }

  /// The address may have been in a slot or a tuple.
  private Operation byAddress(Function target, List<Value> arguments) {
    Attributes which = Attributes.of("function", new Attribute.Symbol(target.symbol()));
    Value code = scope.opOf(CoreOp.ADDRESS, CodeType.of(target), which, List.of());
    if (c.rarely(3)) {
      Value slot =
          scope.opOf(CoreOp.SLOT, new SlotType(code.type()), Attributes.NONE, List.of(code));
      code = scope.op(CoreOp.SLOT_GET, slot);
    } else if (c.rarely(3)) {
      Value tuple = scope.op(CoreOp.TUPLE, code);
      code = scope.op(CoreOp.ITEM, Attributes.of("index", Attribute.of(0L)), tuple);
    }
    List<Value> operands = new ArrayList<>(List.of(code));
    operands.addAll(arguments);
    return make(CoreOp.CALL_ADDRESS, target.results(), Attributes.NONE, operands);
  }

  private Operation make(
      CoreOp op, List<Type> results, Attributes attributes, List<Value> operands) {
    scope.context.count(op.mnemonic());
    return scope.f.opOf(op, results, attributes, scope.context.places.get(), operands);
  }
}
