package org.tosc.frontend.neuro.lift;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;

/// The scalars of one inlined call as scalars of the kernel: with the generic arguments of the
/// call, and with variables of their own, because a function may be inlined many times.
final class Inlined {
  private final Bindings bindings;
  private final Map<Variable, Variable> variables = new IdentityHashMap<>();

  Inlined(Bindings bindings) {
    this.bindings = bindings;
  }

  /// The variable that stands for one of the function, made where it is declared.
  Variable declared(Variable variable) {
    Variable made =
        new Variable(
            variable.name(), bindings.apply(variable.type()), variable.mutable(), variable.span());
    variables.put(variable, made);
    return made;
  }

  private Variable used(Variable variable) {
    return variables.getOrDefault(variable, variable);
  }

  /// The generic arguments of a call inside of this one.
  Bindings of(TFunction function, Bindings call) {
    Bindings made = new Bindings();
    List<Object> args = call.of(function.generics());
    for (int i = 0; i < args.size(); i++) {
      made.put(
          function.generics().get(i),
          switch (args.get(i)) {
            case Extent e -> bindings.apply(e);
            case Ty t -> bindings.apply(t);
            case TileLayout l -> bindings.apply(l);
            default -> throw new IllegalStateException("a generic argument");
          });
    }
    return made;
  }

  Ty type(Ty type) {
    return bindings.apply(type);
  }

  TStmt statement(TStmt statement) {
    return switch (statement) {
      case TStmt.Let(var pattern, var value, var span) -> {
        TExpr made = value == null ? null : scalar(value);
        yield new TStmt.Let(pattern(pattern), made, span);
      }
      case TStmt.Assign(var variable, var path, var value, var span) ->
          new TStmt.Assign(
              used(variable), path.stream().map(this::step).toList(), scalar(value), span);
      case TStmt.Store _, TStmt.Run _ -> statement;
    };
  }

  private TStmt.Step step(TStmt.Step step) {
    return switch (step) {
      case TStmt.Step.Item item -> item;
      case TStmt.Step.Element(var index) -> new TStmt.Step.Element(scalar(index));
    };
  }

  private TPattern pattern(TPattern pattern) {
    return switch (pattern) {
      case TPattern.Bind(var variable, var span) -> new TPattern.Bind(declared(variable), span);
      case TPattern.Items(var items, var span) ->
          new TPattern.Items(items.stream().map(this::pattern).toList(), span);
      case TPattern.Variant(int index, var fields, var span) ->
          new TPattern.Variant(index, fields.stream().map(this::pattern).toList(), span);
      case TPattern.Any _, TPattern.Equal _, TPattern.Between _, TPattern.Or _ -> pattern;
    };
  }

  /// What [Scalars] lets through.
  TExpr scalar(TExpr expr) {
    return switch (expr) {
      case TExpr.Const(var value, var type, var span) -> new TExpr.Const(value, type(type), span);
      case TExpr.Local(var variable, var span) -> new TExpr.Local(used(variable), span);
      case TExpr.ExtentValue(var extent, var span) ->
          new TExpr.ExtentValue(bindings.apply(extent), span);
      case TExpr.Reference(var function, var args, var type, var span) ->
          new TExpr.Reference(function, of(function, args), type(type), span);
      case TExpr.Items(var items, var type, var span) ->
          new TExpr.Items(all(items), type(type), span);
      case TExpr.ArrayOf(var items, var type, var span) ->
          new TExpr.ArrayOf(all(items), type(type), span);
      case TExpr.Fill(var value, var type, var span) ->
          new TExpr.Fill(scalar(value), type(type), span);
      case TExpr.Variant(int index, var fields, var type, var span) ->
          new TExpr.Variant(index, all(fields), type(type), span);
      case TExpr.Item(var object, int index, var type, var span) ->
          new TExpr.Item(scalar(object), index, type(type), span);
      case TExpr.Element(var object, var indexes, var type, var span) ->
          new TExpr.Element(scalar(object), all(indexes), type(type), span);
      case TExpr.Apply(var fn, var args, var type, var span) ->
          new TExpr.Apply(fn, all(args), type(type), span);
      case TExpr.Lazy(boolean isAnd, var left, var right, var span) ->
          new TExpr.Lazy(isAnd, scalar(left), scalar(right), span);
      case TExpr.Call(var function, var call, var args, var type, var span) ->
          new TExpr.Call(function, of(function, call), all(args), type(type), span);
      case TExpr.CallValue(var callee, var args, var type, var span) ->
          new TExpr.CallValue(scalar(callee), all(args), type(type), span);
      case TExpr.Range(var from, var to, boolean inclusive, var type, var span) ->
          new TExpr.Range(scalar(from), scalar(to), inclusive, type(type), span);
      case TExpr.Unit _, TExpr.Updated _, TExpr.Tiles _, TExpr.Library _ -> expr;
      case TExpr.Lift _, TExpr.Launch _, TExpr.If _, TExpr.Match _, TExpr.Scoped _ -> expr;
      case TExpr.While _, TExpr.For _, TExpr.Loop _, TExpr.Return _ -> expr;
      case TExpr.Break _, TExpr.Continue _, TExpr.Broken _ -> expr;
    };
  }

  private List<TExpr> all(List<TExpr> exprs) {
    return exprs.stream().map(this::scalar).toList();
  }
}
