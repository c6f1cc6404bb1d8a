package org.tosc.passes.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Definitions;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// What a rule works with: the definitions before the operation, and operations that it makes.
public final class Match implements Definitions {
  private final FunctionRewrite rewrite;
  private final Span span;
  private final List<Operation> made = new ArrayList<>();
  private final List<Operation> moved = new ArrayList<>();

  Match(FunctionRewrite rewrite, Span span) {
    this.rewrite = rewrite;
    this.span = span;
  }

  /// The operation that defines a value, if what it read still stands: a rule may use its operands
  /// in its place.
  @Override
  public @Nullable Operation of(Value value) {
    return rewrite.readable(value);
  }

  /// An operation whose row infers its results.
  public Operation make(Op op, Attributes attributes, List<Value> operands) {
    return makeOf(op, infer(op, attributes, operands), attributes, operands);
  }

  public Operation make(Op op, Value... operands) {
    return make(op, Attributes.NONE, List.of(operands));
  }

  /// An operation whose result types are stated.
  public Operation makeOf(Op op, List<Type> results, Attributes attributes, List<Value> operands) {
    List<Value> named = results.stream().map(rewrite::fresh).toList();
    Operation operation = new Operation(op, operands, attributes, List.of(), named, span);
    made.add(operation);
    return operation;
  }

  /// The same operation over other operands, with the same results' types.
  public List<Value> again(Operation o, List<Value> operands) {
    List<Value> named = o.results().stream().map(r -> rewrite.fresh(r.type())).toList();
    made.add(new Operation(o.op(), operands, o.attributes(), o.regions(), named, o.span()));
    return named;
  }

  /// A new constant.
  public Value constant(Type type, Attribute value) {
    return makeOf(CoreOp.CONST, List.of(type), Attributes.of("value", value), List.of()).result();
  }

  public List<Value> values(Value... values) {
    return List.of(values);
  }

  /// An earlier value in place of the only result, if it has the same type.
  public @Nullable List<Value> instead(Operation o, Value value) {
    return value.type().equals(o.result().type()) ? List.of(value) : null;
  }

  /// Takes the operations of a region of the rewritten operation out of it; gives what the region
  /// yields, or null where it is left in another way.
  public @Nullable List<Value> splice(Region region) {
    Operation last = region.terminator();
    if (last.op() != CoreOp.YIELD) {
      return null;
    }
    moved.addAll(region.ops().subList(0, region.ops().size() - 1));
    return last.operands();
  }

  List<Operation> made() {
    return made;
  }

  List<Operation> moved() {
    return moved;
  }

  private static List<Type> infer(Op op, Attributes attributes, List<Value> operands) {
    if (!(op.row().results() instanceof OpRow.Results.Inferred(TypeRule rule))) {
      throw new IllegalStateException("the result types of " + op.mnemonic() + " must be stated");
    }
    try {
      return rule.infer(Value.types(operands), attributes);
    } catch (TypeRule.Mismatch mismatch) {
      throw new IllegalStateException(op.mnemonic() + ": " + mismatch.words(), mismatch);
    }
  }
}
