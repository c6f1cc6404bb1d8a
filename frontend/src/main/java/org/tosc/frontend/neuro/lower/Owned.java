package org.tosc.frontend.neuro.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.own.Owning;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Frees tensors at the end of the block that owns them, however the block is left.
///
/// A block in which something owns runs inside `core.finally`. Each owner has two slots outside of
/// it: the value, and whether it is still here; moving it away clears the second. A value that
/// nobody names, such as the tensor of `f(x).shape()`, is freed at the end of its statement, or of
/// its block where a `let` keeps a view of it ([Temporaries]). A value that waits for others, such
/// as the first argument of a call, has an owner until all are there.
final class Owned {
  /// An owner: its value, whether it is there, and what it is.
  record Owner(Value value, Value here, Ty type) {}

  /// A block: where its slots are declared, and its owners in order.
  private record Scope(int depth, List<Owner> owners) {}

  private final FunctionLowering in;
  private final ArrayList<Scope> scopes = new ArrayList<>();
  private final Map<Variable, Owner> variables = new IdentityHashMap<>();
  private final Temporaries temporaries = new Temporaries(this::owns);

  Owned(FunctionLowering in) {
    this.in = in;
  }

  /// Whether anything in the block, inner blocks included, owns a tensor.
  boolean isNeeded(TBlock block) {
    boolean[] found = {false};
    Parts.each(block, e -> found[0] |= owns(e.type()));
    return found[0];
  }

  boolean owns(Ty type) {
    return Owning.owns(in.ty(type));
  }

  /// Runs `body` in a block of owners and frees what is left.
  @Nullable Value scope(Ty type, Span span, Supplier<@Nullable Value> body) {
    Ty result = in.ty(type);
    boolean gives = result != Ty.Basic.UNIT && result != Ty.Basic.NEVER;
    Value slot = gives ? in.slot(TypeLowering.of(result), null, span) : null;
    Scope scope = new Scope(in.f.depth(), new ArrayList<>());
    scopes.add(scope);
    var inner =
        in.block(
            span,
            () -> {
              Value value = body.get();
              if (slot != null && value != null && !in.f.isTerminated()) {
                in.set(slot, Objects.requireNonNull(in.fitting.fit(value, result, span)), span);
              }
            });
    scopes.removeLast();
    var cleanup = in.block(span, () -> scope.owners().reversed().forEach(o -> free(o, span)));
    in.f.opWith(
        CoreOp.FINALLY, List.of(), Attributes.NONE, span, List.of(), List.of(inner, cleanup));
    if (result == Ty.Basic.NEVER) {
      in.unreachable(span);
      return null;
    }
    return slot == null ? null : in.get(slot, span);
  }

  /// Makes the innermost block the owner of a value.
  Owner own(Value value, Ty type, Span span) {
    Owner owner = owner(value.type(), type, span);
    put(owner, value, span);
    return owner;
  }

  /// The value of an owner, which has it no longer.
  Value release(Owner owner, Span span) {
    in.set(owner.here(), flag(false, span), span);
    return in.get(owner.value(), span);
  }

  /// Values that were computed one after the other, fewer where the end of one is not reached. Some
  /// have an owner until [#hand] gives them on.
  record Gathered(List<Value> values, List<Owner> waiting) {}

  /// Computes values in order. What one owns is safe while later ones run, which may fail or leave,
  /// and while something else runs before they are handed on.
  Gathered gather(List<TExpr> exprs, boolean more) {
    Gathered gathered = new Gathered(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < exprs.size(); i++) {
      TExpr expr = exprs.get(i);
      Value value = in.expressions.of(expr);
      if (in.f.isTerminated()) {
        return gathered;
      }
      gathered.values().add(value == null ? in.zero(new TupleType(List.of()), expr.span()) : value);
      boolean waits =
          more || !exprs.subList(i + 1, exprs.size()).stream().allMatch(Temporaries::isSure);
      if (value != null && waits && owns(expr.type())) {
        gathered.waiting().add(own(value, in.ty(expr.type()), expr.span()));
      }
    }
    return gathered;
  }

  /// The values go to their new owner, which begins now.
  void hand(Gathered gathered, Span span) {
    gathered.waiting().forEach(owner -> in.set(owner.here(), flag(false, span), span));
  }

  /// The values of expressions in order, to be made one value at once.
  List<Value> together(List<TExpr> exprs) {
    Gathered gathered = gather(exprs, false);
    if (!in.f.isTerminated() && !exprs.isEmpty()) {
      hand(gathered, exprs.getLast().span());
    }
    return gathered.values();
  }

  /// A whole expression: what it makes and nobody takes is freed at its end, unless its value looks
  /// at it.
  @Nullable Value full(TExpr expr) {
    boolean keeps = Owning.borrows(in.ty(expr.type()));
    return keeps || !temporaries.in(expr)
        ? in.expressions.of(expr)
        : scope(expr.type(), expr.span(), () -> in.expressions.of(expr));
  }

  /// An expression as a statement; its value is freed too.
  void run(TExpr expr) {
    if (temporaries.is(expr)) {
      Ty type = expr.type() == Ty.Basic.NEVER ? Ty.Basic.NEVER : Ty.Basic.UNIT;
      scope(type, expr.span(), () -> dropped(expr));
    } else {
      borrowed(expr);
    }
  }

  /// Runs a statement that is no expression.
  void run(List<TExpr> parts, Span span, Runnable statement) {
    if (parts.stream().anyMatch(temporaries::in)) {
      scope(
          Ty.Basic.UNIT,
          span,
          () -> {
            statement.run();
            return null;
          });
    } else {
      statement.run();
    }
  }

  private @Nullable Value dropped(TExpr expr) {
    borrowed(expr);
    return null;
  }

  /// Makes a variable an owner; its value may come later.
  void own(Variable variable, @Nullable Value value, Span span) {
    Owner owner = owner(in.type(variable.type()), in.ty(variable.type()), span);
    variables.put(variable, owner);
    if (value != null) {
      put(owner, value, span);
    }
  }

  boolean isOwner(Variable variable) {
    return variables.containsKey(variable);
  }

  Value read(Variable variable, Span span) {
    return in.get(owner(variable).value(), span);
  }

  /// The value of a variable, which is moved away.
  Value take(Variable variable, Span span) {
    return release(owner(variable), span);
  }

  /// Another value for a variable; what it owned before is freed.
  void replace(Variable variable, Value value, Span span) {
    Owner owner = owner(variable);
    free(owner, span);
    put(owner, value, span);
  }

  /// A changed value of a variable that goes on owning the same.
  void update(Variable variable, Value value, Span span) {
    in.set(owner(variable).value(), value, span);
  }

  private Owner owner(Variable variable) {
    return Objects.requireNonNull(variables.get(variable), variable.name());
  }

  private Owner owner(Type type, Ty ty, Span span) {
    Scope scope = scopes.getLast();
    Owner owner =
        in.f.outside(
            scope.depth(),
            () -> new Owner(in.slot(type, null, span), in.slot(Scalar.I1, null, span), ty));
    scope.owners().add(owner);
    return owner;
  }

  private void put(Owner owner, Value value, Span span) {
    in.set(owner.value(), value, span);
    in.set(owner.here(), flag(true, span), span);
  }

  private Value flag(boolean value, Span span) {
    return in.constant(Scalar.I1, Attribute.of(value), span);
  }

  private void free(Owner owner, Span span) {
    in.branch(
        in.get(owner.here(), span),
        span,
        () -> {
          in.set(owner.here(), flag(false, span), span);
          free(in.get(owner.value(), span), owner.type(), span);
        },
        () -> {});
  }

  /// Frees every tensor in a value.
  void free(Value value, Ty type, Span span) {
    switch (type) {
      case Ty.Tensor _ -> in.f.op(KernelOp.FREE, span, value);
      case Ty.Tuple(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          freeItem(value, i, items.get(i), span);
        }
      }
      case Ty.Array(var element, Extent length) when Owning.owns(element) ->
          in.expressions.count(
              in.number(0, span),
              in.number(TypeLowering.number(length), span),
              CoreOp.LT,
              span,
              i -> free(in.op(CoreOp.ELEMENT, span, value, i), element, span));
      case Ty.Named named -> freeNamed(value, named, span);
      case Ty other -> {}
    }
  }

  /// Frees what an item of a tuple owns.
  void freeItem(Value value, int index, Ty type, Span span) {
    if (Owning.owns(type)) {
      free(in.patterns.item(value, index, span), type, span);
    }
  }

  private void freeNamed(Value value, Ty.Named type, Span span) {
    Declared declared = type.declared();
    Bindings bindings = Bindings.of(declared.params(), type.args());
    for (int i = 0; i < declared.variants().size(); i++) {
      List<Ty> fields =
          declared.variants().get(i).fields().stream().map(f -> bindings.apply(f.type())).toList();
      if (fields.stream().noneMatch(Owning::owns)) {
        continue;
      }
      int first = declared.isEnum() ? TypeLowering.firstField(declared, i) : 0;
      Runnable all =
          () -> {
            for (int k = 0; k < fields.size(); k++) {
              freeItem(value, first + k, fields.get(k), span);
            }
          };
      if (declared.isEnum()) {
        Value tag = in.patterns.item(value, 0, span);
        Value is = in.op(CoreOp.EQ, span, tag, in.number(i, span));
        in.branch(is, span, all, () -> {});
      } else {
        all.run();
      }
    }
  }

  /// A value that is only looked at: a place stays with its owner, and what nobody owns yet gets
  /// the block as its owner.
  @Nullable Value borrowed(TExpr expr) {
    if (!owns(expr.type())) {
      return in.expressions.of(expr);
    }
    if (expr instanceof TExpr.Local(Variable variable, Span span)) {
      return in.read(variable, span);
    }
    if (Owning.isPlace(expr)) {
      return in.expressions.of(expr);
    }
    Value value = in.expressions.of(expr);
    if (value != null && !in.f.isTerminated()) {
      own(value, in.ty(expr.type()), expr.span());
    }
    return value;
  }
}
