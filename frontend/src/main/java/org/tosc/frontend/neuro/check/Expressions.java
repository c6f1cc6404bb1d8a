package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Node;
import org.tosc.frontend.neuro.ast.Stmt;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks expressions. `expected` is what the surroundings would like, a help for literals; whoever
/// needs a type checks it with [FunctionChecker#coerce].
final class Expressions {
  private final FunctionChecker in;

  Expressions(FunctionChecker in) {
    this.in = in;
  }

  TExpr of(Expr expr, @Nullable Ty expected) {
    TExpr before = in.remembered(expr);
    return before != null ? before : fresh(expr, expected);
  }

  private TExpr fresh(Expr expr, @Nullable Ty expected) {
    return switch (expr) {
      case Expr.IntLit(long value, var suffix, var span) ->
          number(value, suffix, false, expected, span);
      case Expr.FloatLit(double value, var suffix, var span) ->
          number(value, suffix, true, expected, span);
      case Expr.BoolLit(boolean value, var span) -> new TExpr.Const(value, Ty.Prim.BOOL, span);
      case Expr.StrLit(String value, var span) -> new TExpr.Const(value, Ty.Basic.STR, span);
      case Expr.Tuple(var items, var span) -> tuple(items, expected, span);
      case Expr.ArrayLit(var items, var span) -> array(items, expected, span);
      case Expr.ArrayFill fill -> fill(fill, expected);
      case Expr.Path path -> path(path, expected);
      case Expr.Field field -> member(field);
      case Expr.Index(var object, var indexes, var span) -> index(of(object, null), indexes, span);
      case Expr.Call call -> in.calls.of(call, expected);
      case Expr.StructLit literal -> in.calls.struct(literal, expected);
      case Expr.Unary(var op, var operand, var span) ->
          in.operators.unary(op, operand, expected, span);
      case Expr.Binary binary -> in.operators.chain(binary, expected);
      case Expr.Cast(var value, var type, var span) ->
          in.operators.cast(of(value, null), in.types().read(type), span);
      case Expr.Range range -> range(range, expected);
      case Expr.If conditional -> conditional(conditional, expected);
      case Expr.Match match -> in.patterns.match(match, expected);
      case Expr.BlockExpr(var block, _) -> new TExpr.Scoped(in.blocks.of(block, expected));
      case Expr.While(var condition, var body, var span) ->
          new TExpr.While(condition(condition), loop(body), span);
      case Expr.For each -> each(each);
      case Expr.Loop(var body, var span) -> endless(body, span);
      case Expr.Return(var value, var span) -> back(value, span);
      case Expr.Break(var span) -> {
        mustLoop("break", span);
        yield new TExpr.Break(span);
      }
      case Expr.Continue(var span) -> {
        mustLoop("continue", span);
        yield new TExpr.Continue(span);
      }
      case Expr.Malformed(var parts, var span) -> {
        in.program().incomplete();
        parts.forEach(this::part);
        yield new TExpr.Broken(span);
      }
    };
  }

  /// Checks what still parsed inside a piece of malformed text.
  void part(Node node) {
    if (node instanceof Expr expr) {
      of(expr, null);
    }
  }

  private TExpr number(
      Object value, @Nullable String suffix, boolean isFloat, @Nullable Ty expected, Span span) {
    if (suffix != null) {
      Ty type = Types.builtin(suffix);
      if (type == null || !(isFloat ? type.isFloat() : type.isNumber())) {
        return in.error(Code.E1203, span, "there is no number type `" + suffix + "`");
      }
      return in.literal(value, type, span);
    }
    Ty wanted = expected == null ? null : expected.settled();
    if (wanted instanceof Ty.Tile tile) {
      wanted = tile.element();
    }
    boolean fits = wanted != null && (isFloat ? wanted.isFloat() : wanted.isNumber());
    return in.literal(value, fits && wanted != null ? wanted : in.open(isFloat), span);
  }

  private TExpr tuple(List<Expr> items, @Nullable Ty expected, Span span) {
    if (items.isEmpty()) {
      return new TExpr.Unit(span);
    }
    List<Ty> wanted =
        expected != null
                && expected.settled() instanceof Ty.Tuple(var types)
                && types.size() == items.size()
            ? types
            : List.of();
    List<TExpr> made = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      made.add(of(items.get(i), wanted.isEmpty() ? null : wanted.get(i)));
    }
    return new TExpr.Items(made, new Ty.Tuple(made.stream().map(TExpr::type).toList()), span);
  }

  private TExpr array(List<Expr> items, @Nullable Ty expected, Span span) {
    Ty element =
        expected != null && expected.settled() instanceof Ty.Array(var wanted, _) ? wanted : null;
    if (items.isEmpty() && element == null) {
      return in.error(
          Code.E1320, span, "nothing says what this empty array holds: `let a: [f32; 0] = [];`");
    }
    List<TExpr> made = new ArrayList<>();
    for (Expr item : items) {
      TExpr value = of(item, element);
      if (element == null) {
        element = value.type();
      } else {
        value =
            in.coerce(value, element, Code.E1301, made.isEmpty() ? null : made.getFirst().span());
      }
      made.add(value);
    }
    Ty held = element == null ? Ty.Basic.ERROR : element;
    return new TExpr.ArrayOf(made, new Ty.Array(held, Extent.of(items.size())), span);
  }

  private TExpr fill(Expr.ArrayFill fill, @Nullable Ty expected) {
    Ty element =
        expected != null && expected.settled() instanceof Ty.Array(var wanted, _) ? wanted : null;
    TExpr value = of(fill.value(), element);
    Extent length = in.types().extents().read(fill.count());
    return new TExpr.Fill(value, new Ty.Array(value.type(), length), fill.span());
  }

  // Names.

  private TExpr path(Expr.Path path, @Nullable Ty expected) {
    String name = path.simple();
    if (name != null) {
      Variable variable = in.scope().find(name);
      if (variable != null) {
        return new TExpr.Local(variable, path.span());
      }
      GenericParam param = in.generics().get(name);
      if (param != null && param.kind() == GenericParam.Kind.EXTENT) {
        return new TExpr.ExtentValue(Extent.of(param), path.span());
      }
    }
    return in.calls.value(path, expected);
  }

  private TExpr member(Expr.Field field) {
    Expr.Path path = in.calls.asPath(field);
    if (path != null) {
      return in.calls.value(path, null);
    }
    return field(of(field.object(), null), field.name().text(), field.name().span(), field.span());
  }

  /// A field of a struct or an item of a tuple.
  TExpr field(TExpr object, String name, Span nameSpan, Span span) {
    Ty type = object.type().settled();
    if (type instanceof Ty.Tuple(var items)) {
      int index = number(name);
      return index >= 0 && index < items.size()
          ? new TExpr.Item(object, index, items.get(index), span)
          : in.error(
              Code.E1209,
              nameSpan,
              "a tuple of " + items.size() + " items has no item `" + name + "`");
    }
    if (type instanceof Ty.Named(Declared declared, List<Object> args) && !declared.isEnum()) {
      return structField(object, declared, args, name, nameSpan, span);
    }
    return type.isSilent()
        ? new TExpr.Broken(span)
        : in.error(Code.E1209, nameSpan, "`" + type + "` has no field `" + name + "`");
  }

  private TExpr structField(
      TExpr object, Declared declared, List<Object> args, String name, Span nameSpan, Span span) {
    Declared.Variant fields = declared.variants().getFirst();
    int index = fields.index(name);
    if (index < 0) {
      in.report(
          Suggestions.note(
              Diagnostic.of(
                      Code.E1209, nameSpan, "`" + declared.name() + "` has no field `" + name + "`")
                  .label(declared.span(), "declared here"),
              nameSpan,
              name,
              fields.fields().stream().map(Declared.Field::name).toList()));
      return new TExpr.Broken(span);
    }
    Ty type = Bindings.of(declared.params(), args).apply(fields.fields().get(index).type());
    return new TExpr.Item(object, index, type, span);
  }

  private static int number(String text) {
    return text.chars().allMatch(Character::isDigit) && text.length() < 6
        ? Integer.parseInt(text)
        : -1;
  }

  private TExpr index(TExpr object, List<Expr> indexes, Span span) {
    return switch (object.type().settled()) {
      case Ty.Array(var element, _) -> element(object, indexes, 1, element, span);
      case Ty.Tile tile -> element(object, indexes, tile.rank(), tile.element(), span);
      case Ty.View view -> element(object, indexes, view.rank(), view.element(), span);
      case Ty.Tensor _ ->
          in.error(
              Code.E1316,
              span,
              "the elements of a tensor are read through a view: `t.view()[i, j]`");
      case Ty type when type.isSilent() -> new TExpr.Broken(span);
      case Ty type -> in.error(Code.E1316, span, "`" + type + "` has no elements to index");
    };
  }

  private TExpr element(TExpr object, List<Expr> indexes, int rank, Ty element, Span span) {
    List<TExpr> at = indexes(indexes, rank, span);
    return at.isEmpty() ? new TExpr.Broken(span) : new TExpr.Element(object, at, element, span);
  }

  /// Indexes of type `index` (or any integer), as many as there are axes; empty where reported.
  List<TExpr> indexes(List<Expr> indexes, int rank, Span span) {
    List<TExpr> made = new ArrayList<>();
    for (Expr index : indexes) {
      made.add(integer(index));
    }
    if (indexes.size() != rank) {
      in.report(
          Code.E1318,
          span,
          "expected " + (rank == 1 ? "1 index" : rank + " indexes") + ", found " + indexes.size());
      return List.of();
    }
    return made;
  }

  /// An expression of any integer type.
  TExpr integer(Expr expr) {
    TExpr value = of(expr, Ty.Prim.INDEX);
    if (!value.type().isSilent() && !value.type().isInteger()) {
      return in.error(Code.E1301, expr.span(), "expected an integer, found `" + value.type() + "`");
    }
    return value;
  }

  // Control.

  TExpr condition(Expr expr) {
    TExpr value = of(expr, Ty.Prim.BOOL);
    Ty type = value.type().settled();
    if (type.isSilent() || type.equals(Ty.Prim.BOOL)) {
      return value;
    }
    String hint = type.isNumber() ? ", compare it: `x != 0`" : "";
    return in.error(
        Code.E1306, expr.span(), "a condition is a `bool`, found `" + type + "`" + hint);
  }

  private TBlock loop(org.tosc.frontend.neuro.ast.Block body) {
    in.enterLoop();
    TBlock made = in.blocks.of(body, null);
    in.leaveLoop();
    unused(made);
    return made;
  }

  /// A value that a loop or an `if` without `else` would throw away.
  private void unused(TBlock block) {
    if (block.value() != null && !block.type().isSilent()) {
      in.report(
          Diagnostic.of(
                  Code.E1301,
                  block.value().span(),
                  "this value of type `" + block.type() + "` is not used")
              .note("end the line with `;` to drop it"));
    }
  }

  private TExpr range(Expr.Range range, @Nullable Ty expected) {
    if (range.from() == null || range.to() == null) {
      return in.error(Code.E1316, range.span(), "a range here has a beginning and an end: `0..n`");
    }
    Ty element =
        expected != null && expected.settled() instanceof Ty.Range(var wanted) ? wanted : null;
    TExpr from = of(range.from(), element);
    TExpr to = of(range.to(), from.type());
    if (!from.type().isSilent() && !from.type().isInteger()) {
      return in.error(
          Code.E1301, range.from().span(), "a range counts integers, found `" + from.type() + "`");
    }
    TExpr end = in.coerce(to, from.type(), Code.E1301, range.from().span());
    return new TExpr.Range(from, end, range.inclusive(), new Ty.Range(from.type()), range.span());
  }

  private TExpr conditional(Expr.If conditional, @Nullable Ty expected) {
    TExpr condition = condition(conditional.condition());
    TBlock then = in.blocks.of(conditional.then(), expected);
    if (conditional.otherwise() == null) {
      unused(then);
      return new TExpr.If(condition, then, null, Ty.Basic.UNIT, conditional.span());
    }
    Ty wanted = expected != null ? expected : then.value() == null ? null : then.type();
    TExpr otherwise = of(conditional.otherwise(), wanted);
    Ty type = join(then.type(), otherwise, conditional.then().span());
    return new TExpr.If(condition, then, otherwise, type, conditional.span());
  }

  /// The common type of two branches.
  Ty join(Ty first, TExpr second, Span reason) {
    if (first == Ty.Basic.NEVER) {
      return second.type();
    }
    if (second.type() == Ty.Basic.NEVER) {
      return first;
    }
    TExpr fitted = in.coerce(second, first, Code.E1301, reason);
    return open(first.settled(), fitted.type().settled());
  }

  /// A type with the extents that two tensors or views agree on; the others are known when the
  /// program runs.
  private static Ty open(Ty first, Ty second) {
    if (!(first instanceof Ty.Shaped a) || !(second instanceof Ty.Shaped b)) {
      return first;
    }
    List<Extent> shape = new ArrayList<>();
    for (int i = 0; i < a.rank(); i++) {
      Extent extent = a.shape().get(i);
      shape.add(extent.same(b.shape().get(i)) ? extent : Extent.UNKNOWN);
    }
    return switch (a) {
      case Ty.Tile tile -> tile;
      case Ty.Tensor tensor -> new Ty.Tensor(shape, tensor.element());
      case Ty.View view -> new Ty.View(shape, view.element(), view.layout(), view.mutable());
    };
  }

  private TExpr each(Expr.For each) {
    TExpr iterable = of(each.iterable(), null);
    Ty element =
        switch (iterable.type().settled()) {
          case Ty.Range(var e) -> e;
          case Ty.Array(var e, _) -> e;
          case Ty type when type.isSilent() -> Ty.Basic.ERROR;
          case Ty type -> {
            in.report(
                Diagnostic.of(
                        Code.E1316,
                        each.iterable().span(),
                        "`for` goes over a range or an array, found `" + type + "`")
                    .note("`for i in 0..n` counts"));
            yield Ty.Basic.ERROR;
          }
        };
    in.enter();
    TPattern pattern = in.patterns.of(each.pattern(), element, Stmt.Kind.LET);
    in.patterns.mustFit(pattern, element, each.pattern().span());
    TBlock body = loop(each.body());
    in.leave();
    return new TExpr.For(pattern, iterable, body, each.span());
  }

  private TExpr endless(org.tosc.frontend.neuro.ast.Block body, Span span) {
    TBlock made = loop(body);
    boolean leaves = Jumps.breaks(body);
    return new TExpr.Loop(made, leaves ? Ty.Basic.UNIT : Ty.Basic.NEVER, span);
  }

  private TExpr back(@Nullable Expr value, Span span) {
    Ty result = in.function().result();
    if (in.isEntry()) {
      if (value != null) {
        of(value, null);
      }
      return in.error(Code.E1208, span, "`return` stands inside a function");
    }
    if (value == null) {
      if (result != Ty.Basic.UNIT && !result.isSilent()) {
        in.report(Code.E1309, span, "`return` needs a value of type `" + result + "`");
      }
      return new TExpr.Return(null, span);
    }
    TExpr made = of(value, result);
    var declared = in.function().syntax().result();
    if (result == Ty.Basic.UNIT && !made.type().isSilent() && made.type() != Ty.Basic.UNIT) {
      in.report(
          Diagnostic.of(Code.E1301, value.span(), "`" + in.function().name() + "` has no result")
              .note("a result type stands after `->`: `-> " + made.type() + "`"));
      return new TExpr.Return(null, span);
    }
    TExpr coerced = in.coerce(made, result, Code.E1301, declared == null ? null : declared.span());
    return new TExpr.Return(coerced, span);
  }

  private void mustLoop(String word, Span span) {
    if (!in.inLoop()) {
      in.report(Code.E1317, span, "`" + word + "` stands outside a loop");
    }
  }
}
