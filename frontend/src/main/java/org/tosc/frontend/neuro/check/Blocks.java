package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.BinaryOp;
import org.tosc.frontend.neuro.ast.Block;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Pattern;
import org.tosc.frontend.neuro.ast.Stmt;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.TBlock;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.TStmt;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.frontend.neuro.types.Unify;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Diagnostic.Edit;
import org.tosc.tir.source.Span;

/// Checks blocks and statements.
final class Blocks {
  private final FunctionChecker in;

  /// What is done before an assignment with an operator; null outside of one.
  private @Nullable List<TStmt> before;

  Blocks(FunctionChecker in) {
    this.in = in;
  }

  /// The body of a function: its value is the result.
  TBlock body(Block block, Ty result) {
    TBlock body = of(block, result == Ty.Basic.UNIT ? null : result);
    boolean needsValue = result != Ty.Basic.UNIT && !result.isSilent();
    if (body.type() == Ty.Basic.NEVER || result.isSilent()) {
      return body;
    }
    if (body.value() == null) {
      if (needsValue) {
        missingResult(block, result);
      }
      return body;
    }
    Span declared = declaredResult();
    TExpr value = in.coerce(body.value(), result, Code.E1301, declared);
    return new TBlock(body.statements(), value, body.type(), body.span());
  }

  private @Nullable Span declaredResult() {
    var result = in.function().syntax().result();
    return result == null ? in.function().span() : result.span();
  }

  private void missingResult(Block block, Ty result) {
    boolean isControl =
        block.value() instanceof Expr.If
            || block.value() instanceof Expr.While
            || block.value() instanceof Expr.For;
    if (block.value() != null && !isControl) {
      in.mismatch(block.value().span(), result, Ty.Basic.UNIT, Code.E1301, declaredResult());
      return;
    }
    Span end = new Span(block.span().source(), block.span().end() - 1, block.span().end());
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.E1309,
                end,
                "`"
                    + in.function().name()
                    + "` ends without a value, its result is `"
                    + result
                    + "`")
            .label(in.function().span(), "the result is declared here");
    boolean hasLast = !block.statements().isEmpty();
    if (hasLast && block.statements().getLast() instanceof Stmt.ExprStmt(var value, Span span)) {
      Span semicolon = new Span(span.source(), value.span().end(), span.end());
      if (semicolon.text().strip().equals(";")) {
        diagnostic =
            diagnostic
                .note("a last expression without `;` is the value of its block")
                .fix("remove the `;`", List.of(new Edit(semicolon, "")));
      }
    }
    in.report(diagnostic);
  }

  /// A block in a scope of its own; `expected` is the type that its value should have.
  TBlock of(Block block, @Nullable Ty expected) {
    in.enter();
    TBlock made = inside(block, expected);
    in.leave();
    return made;
  }

  /// The same in the scope that is open.
  TBlock inside(Block block, @Nullable Ty expected) {
    List<TStmt> statements = new ArrayList<>();
    boolean ends = false;
    for (Stmt stmt : block.statements()) {
      TStmt made = statement(stmt);
      if (made != null) {
        statements.add(made);
        ends |= never(made);
      }
    }
    TExpr value = block.value() == null ? null : in.expressions.of(block.value(), expected);
    Ty type = value == null ? Ty.Basic.UNIT : value.type();
    if (value != null && value.type() == Ty.Basic.UNIT) {
      statements.add(new TStmt.Run(value));
      value = null;
    }
    boolean endless = ends || type == Ty.Basic.NEVER;
    return new TBlock(statements, value, endless ? Ty.Basic.NEVER : type, block.span());
  }

  private static boolean never(TStmt stmt) {
    return switch (stmt) {
      case TStmt.Let(_, var value, _) -> value != null && value.type() == Ty.Basic.NEVER;
      case TStmt.Assign(_, _, var value, _) -> value.type() == Ty.Basic.NEVER;
      case TStmt.Store(_, _, var value, _) -> value.type() == Ty.Basic.NEVER;
      case TStmt.Run(var value) -> value.type() == Ty.Basic.NEVER;
    };
  }

  private @Nullable TStmt statement(Stmt stmt) {
    return switch (stmt) {
      case Stmt.Let let -> let(let);
      case Stmt.Assign assign -> assign(assign);
      case Stmt.ExprStmt(var value, _) -> new TStmt.Run(in.expressions.of(value, null));
      case Stmt.Malformed(var parts, _) -> {
        parts.forEach(in.expressions::part);
        yield null;
      }
    };
  }

  private TStmt let(Stmt.Let let) {
    Ty declared = let.type() == null ? null : in.types().read(let.type());
    Expr init = let.value();
    if (init == null) {
      return later(let, declared);
    }
    TExpr value = in.expressions.of(init, declared);
    Span reason = let.type() == null ? null : let.type().span();
    if (declared != null) {
      value = in.coerce(value, declared, Code.E1301, reason);
    } else if (value.type() == Ty.Basic.UNIT && let.pattern() instanceof Pattern.Binding b) {
      in.report(
          Diagnostic.of(
              Code.E1301,
              init.span(),
              "this gives no value that `" + b.name().text() + "` could hold"));
    }
    Ty type = declared != null ? declared : value.type();
    Extent number = let.kind() == Stmt.Kind.CONST ? in.types().extents().value(init) : null;
    TPattern pattern = in.patterns.of(let.pattern(), type, let.kind());
    if (number != null && type.isInteger() && pattern instanceof TPattern.Bind(var variable, _)) {
      in.constant(variable, number);
    }
    in.patterns.mustFit(pattern, type, let.pattern().span());
    return new TStmt.Let(pattern, value, let.span());
  }

  private TStmt later(Stmt.Let let, @Nullable Ty declared) {
    if (declared == null || !(let.pattern() instanceof Pattern.Binding)) {
      in.report(Code.E1311, let.span(), "a variable without a value needs a type: `var x: f32;`");
    }
    Ty type = declared == null ? Ty.Basic.ERROR : declared;
    return new TStmt.Let(in.patterns.of(let.pattern(), type, let.kind()), null, let.span());
  }

  private @Nullable TStmt assign(Stmt.Assign assign) {
    List<TStmt> outer = before;
    before = assign.op() == null ? null : new ArrayList<>();
    TStmt made = placed(assign);
    List<TStmt> first = before;
    before = outer;
    if (made == null || first == null || first.isEmpty()) {
      return made;
    }
    first.add(made);
    return new TStmt.Run(new TExpr.Scoped(new TBlock(first, null, Ty.Basic.UNIT, assign.span())));
  }

  /// The part of a place that `op=` reads and writes; what does something is done once, before.
  private TExpr once(TExpr part) {
    if (before == null || isRepeatable(part)) {
      return part;
    }
    Variable held = new Variable("", part.type(), false, part.span());
    before.add(new TStmt.Let(new TPattern.Bind(held, part.span()), part, part.span()));
    return new TExpr.Local(held, part.span());
  }

  private static boolean isRepeatable(TExpr expr) {
    return switch (expr) {
      case TExpr.Const _, TExpr.Local _, TExpr.ExtentValue _ -> true;
      case TExpr.Apply _, TExpr.Item _ -> Parts.of(expr).stream().allMatch(Blocks::isRepeatable);
      case TExpr.Library(var fn, _, _, _) when fn == LibraryFn.VIEW_MUT ->
          Parts.of(expr).stream().allMatch(Blocks::isRepeatable);
      case TExpr e -> e.type().isSilent();
    };
  }

  private @Nullable TStmt placed(Stmt.Assign assign) {
    Expr target = assign.target();
    if (target instanceof Expr.Index(Expr object, List<Expr> indexes, Span span)) {
      TExpr base = in.expressions.of(object, null);
      if (base.type().settled() instanceof Ty.View view) {
        return store(assign, base, view, indexes, span);
      }
    }
    Place place = Place.of(in, target);
    if (place == null) {
      in.expressions.of(assign.value(), null);
      return null;
    }
    TExpr value = value(assign, place.read(), place.type());
    return new TStmt.Assign(place.root(), place.path(), value, assign.span());
  }

  private TStmt store(Stmt.Assign assign, TExpr base, Ty.View view, List<Expr> indexes, Span span) {
    if (!view.mutable()) {
      in.report(
          Diagnostic.of(Code.E1310, span, "this view is read only")
              .note("`view_mut()` gives a view that may be written"));
    }
    TExpr held = once(base);
    List<TExpr> at =
        in.expressions.indexes(indexes, view.rank(), span).stream().map(this::once).toList();
    TExpr read = new TExpr.Element(held, at, view.element(), span);
    return new TStmt.Store(held, at, value(assign, read, view.element()), assign.span());
  }

  private TExpr value(Stmt.Assign assign, TExpr read, Ty type) {
    BinaryOp op = assign.op();
    if (op == null) {
      return in.coerce(
          in.expressions.of(assign.value(), type), type, Code.E1301, assign.target().span());
    }
    TExpr right = in.expressions.of(assign.value(), type);
    TExpr made = in.operators.binary(op, read, right, assign.span(), assign.span());
    if (!made.type().isSilent() && !Unify.fits(type, made.type())) {
      in.mismatch(assign.span(), type, made.type(), Code.E1301, assign.target().span());
    }
    return made;
  }

  /// What an assignment changes: a variable, and the way to the part of it.
  record Place(Variable root, List<TStmt.Step> path, TExpr read, Ty type) {

    /// The place that an expression names, or null where it names none (which is reported).
    static @Nullable Place of(FunctionChecker in, Expr target) {
      return switch (target) {
        case Expr.Path path when path.simple() != null -> variable(in, path);
        case Expr.Field(var object, var name, var span) -> {
          Place base = of(in, object);
          yield base == null ? null : base.field(in, name.text(), name.span(), span);
        }
        case Expr.Index(var object, var indexes, var span) -> {
          Place base = of(in, object);
          yield base == null ? null : base.element(in, indexes, span);
        }
        case Expr other -> {
          in.report(Code.E1310, other.span(), "only variables and parts of them can be assigned");
          yield null;
        }
      };
    }

    private static @Nullable Place variable(FunctionChecker in, Expr.Path path) {
      Variable variable = in.scope().find(path.text());
      if (variable == null) {
        if (in.types().symbol(List.of(path.segments().getFirst().name()))
            instanceof Symbol.OfConstant constant) {
          in.report(
              Diagnostic.of(
                      Code.E1310,
                      path.span(),
                      "`" + path.text() + "` is a constant, it cannot change")
                  .label(constant.constant().syntax().name().span(), "declared here"));
        } else {
          in.expressions.of(path, null);
        }
        return null;
      }
      return new Place(
          variable, List.of(), new TExpr.Local(variable, path.span()), variable.type());
    }

    private @Nullable Place field(FunctionChecker in, String name, Span nameSpan, Span span) {
      TExpr item = in.expressions.field(read, name, nameSpan, span);
      return item instanceof TExpr.Item(_, int index, Ty type, _)
          ? new Place(root, plus(new TStmt.Step.Item(index)), item, type)
          : null;
    }

    private @Nullable Place element(FunctionChecker in, List<Expr> indexes, Span span) {
      if (!(type.settled() instanceof Ty.Array array)) {
        if (!type.isSilent()) {
          in.report(Code.E1310, span, "an element of `" + type + "` cannot be assigned");
        }
        return null;
      }
      List<TExpr> at = in.expressions.indexes(indexes, 1, span);
      if (at.isEmpty()) {
        return null;
      }
      TExpr index = in.blocks.once(at.getFirst());
      TExpr element = new TExpr.Element(read, List.of(index), array.element(), span);
      return new Place(root, plus(new TStmt.Step.Element(index)), element, array.element());
    }

    private List<TStmt.Step> plus(TStmt.Step step) {
      List<TStmt.Step> longer = new ArrayList<>(path);
      longer.add(step);
      return longer;
    }
  }
}
