package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Pattern;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.Target;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.grammar.PseudocodeParser.AnnotationTailContext;
import org.tosc.grammar.PseudocodeParser.AssignmentTailContext;
import org.tosc.grammar.PseudocodeParser.AugmentedAssignmentContext;
import org.tosc.grammar.PseudocodeParser.BreakStatementContext;
import org.tosc.grammar.PseudocodeParser.ContinueStatementContext;
import org.tosc.grammar.PseudocodeParser.DeployStatementContext;
import org.tosc.grammar.PseudocodeParser.EvalEveryStatementContext;
import org.tosc.grammar.PseudocodeParser.ExprContext;
import org.tosc.grammar.PseudocodeParser.ExpressionStatementContext;
import org.tosc.grammar.PseudocodeParser.GitStatementContext;
import org.tosc.grammar.PseudocodeParser.InputStatementContext;
import org.tosc.grammar.PseudocodeParser.LetStatementContext;
import org.tosc.grammar.PseudocodeParser.LoadStatementContext;
import org.tosc.grammar.PseudocodeParser.MonitorStatementContext;
import org.tosc.grammar.PseudocodeParser.OutputStatementContext;
import org.tosc.grammar.PseudocodeParser.PassStatementContext;
import org.tosc.grammar.PseudocodeParser.PlainAssignmentContext;
import org.tosc.grammar.PseudocodeParser.PrintStatementContext;
import org.tosc.grammar.PseudocodeParser.ReturnStatementContext;
import org.tosc.grammar.PseudocodeParser.SaveEveryStatementContext;
import org.tosc.grammar.PseudocodeParser.SaveStatementContext;
import org.tosc.grammar.PseudocodeParser.StatementContext;
import org.tosc.grammar.PseudocodeParser.TensorStatementContext;
import org.tosc.grammar.PseudocodeParser.ThrowStatementContext;
import org.tosc.grammar.PseudocodeParser.YieldStatementContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Statements on one line; the others are [ControlBuilder]'s and [DeclarationBuilder]'s.
final class StmtBuilder {
  private final Builders with;

  StmtBuilder(Builders with) {
    this.with = with;
  }

  List<Stmt> all(List<StatementContext> trees) {
    List<Stmt> stmts = new ArrayList<>();
    trees.forEach(tree -> stmts.addAll(of(tree)));
    return stmts;
  }

  /// Mostly one statement.
  List<Stmt> of(StatementContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case ExpressionStatementContext s -> List.of(expression(s, span));
      case LetStatementContext s -> List.of(let(s, span));
      case TensorStatementContext s -> List.of(tensor(s, span));
      case PrintStatementContext s -> List.of(new Stmt.Print(with.atoms.values(s.values()), span));
      case OutputStatementContext s -> List.of(new Stmt.Print(with.atoms.values(s.values()), span));
      case InputStatementContext s -> List.of(input(s, span));
      case ReturnStatementContext s -> List.of(new Stmt.Return(with.atoms.value(s.values()), span));
      case ThrowStatementContext s -> List.of(new Stmt.Throw(with.exprs.of(s.expr(), s), span));
      case BreakStatementContext _ -> List.of(new Stmt.Break(span));
      case ContinueStatementContext _ -> List.of(new Stmt.Continue(span));
      case PassStatementContext _ -> List.of(new Stmt.Pass(span));
      case YieldStatementContext s -> List.of(yielding(s, span));
      default -> runtime(tree, span);
    };
  }

  private List<Stmt> runtime(StatementContext tree, Span span) {
    return switch (tree) {
      case LoadStatementContext s ->
          List.of(new Stmt.Load(with.exprs.of(s.expr(), s), with.name(s.name(), s), span));
      case SaveStatementContext s ->
          List.of(new Stmt.Save(with.exprs.of(s.subject, s), with.exprs.of(s.path, s), span));
      case SaveEveryStatementContext s -> List.of(every(s, s.expr(), s.unit, span));
      case EvalEveryStatementContext s -> List.of(every(s, s.expr(), s.unit, span));
      case DeployStatementContext s ->
          List.of(
              new Stmt.Deploy(
                  with.exprs.of(s.subject, s),
                  with.exprs.maybe(s.port),
                  s.name() == null ? null : with.name(s.name(), s),
                  with.trains.options(s.option()),
                  span));
      case MonitorStatementContext _ -> List.of(new Stmt.ExprStmt(new Expr.Monitor(span), span));
      case GitStatementContext s -> List.of(git(s, span));
      default -> with.control.of(tree, span);
    };
  }

  private Stmt every(
      StatementContext tree, @Nullable ExprContext count, @Nullable Token unit, Span span) {
    Expr.Periodic action = with.trains.periodic(tree, count, unit);
    with.trains.misplaced(action);
    return new Stmt.Malformed(List.of(action), span);
  }

  private Stmt git(GitStatementContext tree, Span span) {
    Ident action =
        tree.command == null ? new Ident("", with.spans.after(tree)) : with.name(tree.command);
    return new Stmt.Git(action, with.atoms.values(tree.values()), span);
  }

  private Stmt yielding(YieldStatementContext tree, Span span) {
    with.problems.add(
        Code.E0178,
        with.spans.of(tree.getStart()),
        "`yield` is not part of the language: collect the values in a list");
    return new Stmt.Malformed(List.copyOf(with.atoms.values(tree.values())), span);
  }

  private Stmt input(InputStatementContext tree, Span span) {
    List<Expr> values = with.atoms.values(tree.values());
    if (values.size() > 1) {
      with.problems.add(
          Code.E0189, with.span(tree.values()), "`input` reads one line into one name");
    }
    return values.isEmpty()
        ? new Stmt.Malformed(List.of(), span)
        : new Stmt.Input(with.targets.of(values.getFirst()), span);
  }

  private Stmt let(LetStatementContext tree, Span span) {
    boolean isConst = tree.CONST() != null;
    Pattern pattern = with.patterns.targets(tree.bindingTarget(), tree);
    TypeExpr type = tree.type() == null ? null : with.types.of(tree.type());
    Expr value = with.atoms.value(tree.values());
    if (value == null && (isConst || pattern instanceof Pattern.ListOf)) {
      with.problems.add(
          Code.E0190,
          pattern.span(),
          isConst ? "a constant needs a value" : "several names need a list to take apart");
    }
    return new Stmt.Let(
        isConst ? Stmt.Let.Kind.CONST : Stmt.Let.Kind.LET, pattern, type, value, span);
  }

  private Stmt tensor(TensorStatementContext tree, Span span) {
    Ident name = with.name(tree.name(), tree);
    TypeExpr type = tree.type() == null ? null : with.types.of(tree.type());
    return new Stmt.Let(
        Stmt.Let.Kind.TENSOR,
        new Pattern.Binding(name, name.span()),
        type,
        with.exprs.of(tree.expr(), tree),
        span);
  }

  private Stmt expression(ExpressionStatementContext tree, Span span) {
    List<Expr> values = with.atoms.values(tree.values());
    if (values.isEmpty()) {
      return new Stmt.Malformed(with.parts(tree), span);
    }
    AnnotationTailContext annotation = tree.annotationTail();
    if (annotation != null) {
      return annotated(values, annotation, span);
    }
    AssignmentTailContext tail = tree.assignmentTail();
    if (tail != null) {
      return assignment(values, with.span(tree.values()), tail, span);
    }
    return single(values)
        ? new Stmt.ExprStmt(values.getFirst(), span)
        : new Stmt.ExprStmt(new Expr.ListLit(values, span), span);
  }

  private static boolean single(List<Expr> values) {
    return values.size() == 1 && !(values.getFirst() instanceof Expr.Spread);
  }

  private Stmt assignment(
      List<Expr> values, Span valuesSpan, AssignmentTailContext tail, Span span) {
    return switch (tail) {
      case AugmentedAssignmentContext a -> augmented(values, a, span);
      case PlainAssignmentContext a -> {
        Expr value = with.atoms.value(a.values());
        yield new Stmt.Assign(
            with.targets.of(values, valuesSpan),
            null,
            value == null ? with.exprs.missing(a) : value,
            span);
      }
      default -> new Stmt.Malformed(List.copyOf(values), span);
    };
  }

  private Stmt augmented(List<Expr> values, AugmentedAssignmentContext tail, Span span) {
    Target target = with.targets.of(values.getFirst());
    if (!single(values) || target instanceof Target.Several) {
      with.problems.add(
          Code.E0153,
          values.getFirst().span(),
          "`" + tail.op.getText() + "` changes one name, element or field");
    }
    @Nullable BinaryOp op = ExprBuilder.operator(tail.op);
    return new Stmt.Assign(target, op, with.exprs.of(tail.expr(), tail), span);
  }

  /// Fields of classes are read by [MemberBuilder]; elsewhere `x: T = e` lacks its `let`.
  private Stmt annotated(List<Expr> values, AnnotationTailContext tail, Span span) {
    Span start = span.source().span(span.start(), span.start());
    with.problems.add(
        Diagnostic.of(Code.E0188, span, "a variable with a type is declared by `let`")
            .fix("insert `let`", List.of(new Diagnostic.Edit(start, "let "))));
    Expr value = with.exprs.maybe(tail.expr());
    if (!(values.getFirst() instanceof Expr.Name(String name, Span at))) {
      return new Stmt.Malformed(List.copyOf(values), span);
    }
    return new Stmt.Let(
        Stmt.Let.Kind.LET,
        new Pattern.Binding(new Ident(name, at), at),
        with.types.of(tail.type(), tail),
        value,
        span);
  }
}
